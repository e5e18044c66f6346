import { z } from 'zod';
import { limitOf } from '../rules.ts';
import { homeBlocks, modalBlocks } from './blocks.ts';
import { broken, plainText } from './objects.ts';

const frame = {
  private_metadata: z.string().max(limitOf('view.private_metadata'), { error: 'view.private_metadata' }).optional(),
  callback_id: z.string().max(limitOf('view.callback_id'), { error: 'view.callback_id' }).optional(),
  external_id: z.string().max(limitOf('view.external_id'), { error: 'view.external_id' }).optional(),
};

/** @see https://docs.slack.dev/reference/views/modal-views */
export const modalView = z
  .strictObject({
    type: z.literal('modal', { error: 'view.type' }),
    title: plainText('view.title'),
    submit: plainText('view.submit').optional(),
    close: plainText('view.close').optional(),
    blocks: modalBlocks,
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.undefined().optional(),
    ...frame,
  })
  .superRefine((view, context) => {
    if (!view.submit && view.blocks.some((block) => block.type === 'input')) {
      broken(context, 'view.submit_required', ['submit'], 'missing required field: submit');
    }
  });

/** @see https://docs.slack.dev/reference/views/home-tab-views */
export const homeView = z.strictObject({ type: z.literal('home', { error: 'view.type' }), blocks: homeBlocks, ...frame });

export type ParsedView = z.infer<typeof modalView> | z.infer<typeof homeView>;
