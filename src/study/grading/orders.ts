/**
 * What no answer to a question on systems says, but a text that speaks to whoever grades it does. English, lower case. Narrow on
 * purpose: "the highest score wins", "a covered query" and "<user>:<id>" are honest.
 */
const ORDERS: readonly RegExp[] = [
  /\b(ignore|disregard|forget|override|skip)\b[^.!?]{0,60}\b(instructions?|key points?|grading|system prompt)\b/,
  /\brubrics?\b|\bgraders?\b/,
  /\bfull (marks?|scores?|credits?|points)\b|\bperfect score\b|\b(top|maximum|highest|perfect) (marks?|grades?)\b/,
  /\b(as|dear|hey|attention|note to|message (for|to)),? (a |the |my )?(judge|examiner|evaluator)\b/,
  /\b(you are|you're|dear|hey|attention|note to|message (for|to)),? (a |an |the )?(judge|examiner|evaluator|assistant|language model|llm|ai)\b/,
  /\b(mark|grade|score|judge|count|rate|treat|set|report)\b[^.!?]{0,60}\bas ["']?covered\b/,
  /\b(all|every|each)( of)?( the| these)?( key)? points?\b[^.!?]{0,30}\bcovered\b/,
  /\b(this|my) answer\b[^.!?]{0,40}\b(deserves?|is (perfect|correct|complete)|covers (all|every))\b/,
  /"verdicts?"|<\/?(system|assistant|instructions?)>|<\/(user|answer)>|<\|im_(start|end)\|>|\[\/?inst\]/,
];

/** Whether a text gives orders to its grader. Look-alike and invisible characters do not hide them; other wordings may. */
export function addressesGrader(text: string): boolean {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, ' ')
    .toLowerCase();
  return ORDERS.some((order) => order.test(plain));
}
