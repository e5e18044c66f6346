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

/** Where everybody reads. A message's id begins with where it stands, so that after a restart it is still known who may see it. */
export const CHANNEL = 'general';
