import { membershipIn, membershipKey, type Visibility } from '../../src/records/membership.ts';
import type { Records } from '../../src/records/records.ts';
import { PARTITION } from './answers.ts';

const PREFIX = 'membership/';

/** Sets who sees a member, as their settings would. */
export async function setVisibility({ store }: Pick<Records, 'store'>, name: string, visibility: Visibility): Promise<void> {
  for await (const entry of store.scan(PARTITION)) {
    if (entry.kind !== 'document' || !entry.key.startsWith(PREFIX)) continue;
    const member = entry.key.slice(PREFIX.length);
    const membership = membershipIn({ [entry.key]: { version: 1, value: entry.value } }, member);
    if (membership?.name === name) await store.commit(PARTITION, { put: { [membershipKey(member)]: { ...membership, visibility } } });
  }
}
