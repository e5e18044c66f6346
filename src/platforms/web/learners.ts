/** Who you can be in the playground. */
export interface Learner {
  id: string;
  name: string;
}

export const LEARNERS: readonly Learner[] = [
  { id: 'ada', name: 'Ada' },
  { id: 'grace', name: 'Grace' },
  { id: 'linus', name: 'Linus' },
  { id: 'margaret', name: 'Margaret' },
  { id: 'edsger', name: 'Edsger' },
];
