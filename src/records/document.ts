import { z } from 'zod';

/**
 * The schema of something that is kept. Fields that this release does not know are kept as they are:
 * a newer one may run beside it on the same store.
 */
export function documentSchema<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape).catchall(z.json());
}
