import { z } from 'zod';
import type { Message } from '../../bot/view.ts';
import type { Calls, Outcome } from './calls.ts';
import { LIMITS } from './limits.ts';
import { oneLine } from './markdown.ts';

const uploadPlace = z.object({ upload_url: z.url(), file_id: z.string() });

/**
 * Brings a message's pictures to Slack, shared with nobody yet: the message that shows them does that.
 * @returns their ids by file name; one that failed is left out, and its description stands in its place
 */
export async function uploadPictures(calls: Calls, message: Message): Promise<ReadonlyMap<string, string>> {
  const shown = message.blocks.flatMap((block) => (block.kind === 'image' ? [block] : []));
  const uploads = (message.files ?? []).map(async ({ name, bytes }) => {
    const alt = shown.find(({ file }) => file === name)?.alt ?? name;
    const id = await upload(calls, name, bytes, alt);
    return id === undefined ? [] : [[name, id] as const];
  });
  return new Map((await Promise.all(uploads)).flat());
}

/** @see https://docs.slack.dev/messaging/working-with-files#upload */
async function upload(calls: Calls, name: string, bytes: Uint8Array, alt: string): Promise<string | undefined> {
  // `alt_txt`, as the method has it; the library's own filesUploadV2 sends `alt_text`, which Slack ignores.
  const asked = await calls.api('files.getUploadURLExternal', { filename: name, length: bytes.length, alt_txt: oneLine(alt, LIMITS.uploadAlt) }, true);
  const place = asked.kind === 'done' ? uploadPlace.safeParse(asked.value).data : undefined;
  if (!place) return undefined;
  const sent = await calls.upload(place.upload_url, bytes);
  if (!isCarriedOut(sent)) return undefined;
  const completed = await calls.api('files.completeUploadExternal', { files: [{ id: place.file_id, title: oneLine(alt, LIMITS.optionText) }] }, true);
  return isCarriedOut(completed) ? place.file_id : undefined;
}

/** Both steps are taken once: a second attempt is refused because the first one succeeded. */
function isCarriedOut(outcome: Outcome): boolean {
  return outcome.kind === 'done' || (outcome.kind === 'refused' && outcome.doubt);
}

/** A picture that has just arrived is unknown for about a second: Slack looks through it first. @see https://github.com/slackapi/python-slack-sdk/issues/1521 */
const STILL_LOOKING_ATTEMPTS = 6;

/** Sends again while Slack does not know the picture yet: it says so, so nothing was posted. */
export async function oncePicturesAreKnown<Result extends { kind: string }>(
  send: () => Promise<Result>,
  wait: (ms: number) => Promise<void>,
  pauseMs: number,
): Promise<Result> {
  let result = await send();
  for (let attempt = 1; attempt < STILL_LOOKING_ATTEMPTS && 'error' in result && result.error === 'invalid_blocks'; attempt += 1) {
    await wait(pauseMs * attempt);
    result = await send();
  }
  return result;
}
