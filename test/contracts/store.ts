import fc from 'fast-check';
import { afterEach, beforeEach, describe, test } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { history, play } from './history.ts';
import { boards, boardsAround, logs, sets } from './store-collections.ts';
import { documents, expectations, onceOnly } from './store-documents.ts';
import { dueWork, dueWorkChanging, scans } from './store-due.ts';
import { ends, erasing } from './store-erase.ts';
import type { Subject } from './store-subject.ts';
import { atomicity, fidelity, limits, names } from './store-values.ts';

export interface Opened {
  store: Store;
  /** Closes and opens the same data again, as a restart does. The store from before is of no use afterwards. */
  reopen(): Promise<Store>;
  dispose(): Promise<void>;
}

/** What every engine keeps, sentence by sentence of `store.ts`. `open` makes an empty store. */
export function storeContract(name: string, open: () => Promise<Opened>): void {
  describe(`${name}: store contract`, () => {
    let opened: Opened;
    let store: Store;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.dispose());
    const subject: Subject = {
      get store() {
        return store;
      },
      async reopen() {
        store = await opened.reopen();
      },
    };

    describe('documents', () => documents(subject));
    describe('expected versions', () => expectations(subject));
    describe('once', () => onceOnly(subject));
    describe('sets', () => sets(subject));
    describe('logs', () => logs(subject));
    describe('boards', () => boards(subject));
    describe('boards around a member', () => boardsAround(subject));
    describe('due work', () => dueWork(subject));
    describe('due work that changes under a claim', () => dueWorkChanging(subject));
    describe('erasing', () => erasing(subject));
    describe('ends', () => ends(subject));
    describe('scan', () => scans(subject));
    describe('all or nothing', () => atomicity(subject));
    describe('limits', () => limits(subject));
    describe('names', () => names(subject));
    describe('JSON', () => fidelity(subject));
  });

  test(`${name}: random histories get the answers of the model`, { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const opened = await open();
        try {
          await play(steps, opened);
        } finally {
          await opened.dispose();
        }
      }),
      { numRuns: 60 },
    );
  });
}
