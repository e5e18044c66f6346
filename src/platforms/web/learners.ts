/** Who you can be in the playground. */
export interface Learner {
  id: string;
  name: string;
  admin: boolean;
}

export const LEARNERS: readonly Learner[] = [
  { id: 'ada', name: 'Ada', admin: true },
  { id: 'grace', name: 'Grace', admin: false },
  { id: 'linus', name: 'Linus', admin: false },
  { id: 'margaret', name: 'Margaret', admin: false },
  { id: 'edsger', name: 'Edsger', admin: false },
];
