import { createHash } from 'node:crypto';
import type { File } from '../../bot/view.ts';
import { LIMITS } from './limits.ts';

export interface Picture {
  /** Named by its content: the same diagram twice takes its memory once, and browsers may keep it for ever. */
  id: string;
  width: number;
  height: number;
}

export interface Pictures {
  keep(file: File): Picture;
  find(id: string): Uint8Array<ArrayBuffer> | undefined;
}

/** The pictures of recent messages; the oldest go first. */
export function createPictures(limits: { pictures: number; pictureBytes: number } = LIMITS): Pictures {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  let bytesKept = 0;

  function drop(id: string): void {
    bytesKept -= kept.get(id)?.byteLength ?? 0;
    kept.delete(id);
  }

  return {
    keep({ bytes }) {
      const id = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
      drop(id); // kept anew, as the youngest
      kept.set(id, new Uint8Array(bytes));
      bytesKept += bytes.byteLength;
      for (const oldest of kept.keys()) {
        if (kept.size <= limits.pictures && bytesKept <= limits.pictureBytes) break;
        drop(oldest);
      }
      return { id, ...pngSize(bytes) };
    },
    find: (id) => kept.get(id),
  };
}

/** A page that knows the size leaves room for the picture before it has come. @see https://www.w3.org/TR/png-3/#11IHDR */
function pngSize(bytes: Uint8Array): { width: number; height: number } {
  if (bytes.byteLength < 24) throw new Error('not a PNG');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
