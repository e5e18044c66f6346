/** What a person did can't be done. `message` is the sentence that they read: what is the matter and what to do next, as markdown. */
export class Refusal extends Error {
  override name = 'Refusal';
}
