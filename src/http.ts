import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Log } from './ops/log.ts';

export interface HttpOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** The parts that are not ready yet, in a word each; none: people can use us. */
  notReady(): readonly string[] | Promise<readonly string[]>;
  /** What the web platform answers; without it there is health alone. */
  playground?: Hono;
  /** The playground answers whoever can reach the port, instead of this computer alone. */
  open: boolean;
  /** Listeners of vendors' libraries, by the beginning of the paths that they get: `/slack/`. */
  mounted?: Readonly<Record<string, RequestListener>>;
  log: Log;
  /** A short word by which a person can name a fault to us. */
  newReference(): string;
}

export interface HttpServer {
  port: number;
  /** Takes nothing new, waits a little for what is under way, then cuts it: ends within seconds. */
  close(): Promise<void>;
}

/** How long requests under way may take after `close`; streams never end by themselves. */
const CLOSE_GRACE_MS = 2_000;

/** @throws the plain `EADDRINUSE` or `EACCES` error of Node when the port can't be had. */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const own = getRequestListener(createHttpApp(options).fetch);
  const mounted = Object.entries(options.mounted ?? {});
  const server = createServer((request, response) => {
    const [, listener] = mounted.find(([prefix]) => request.url?.startsWith(prefix)) ?? [];
    if (listener) listener(request, response);
    else void own(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  return { port, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** The routes without a socket: what tests call. */
export function createHttpApp({ notReady, playground, open, log, newReference }: Omit<HttpOptions, 'host' | 'port' | 'mounted'>): Hono {
  const app = new Hono();
  app.use(headers);
  app.get('/healthz', (context) => context.text('alive\n'));
  app.get('/readyz', async (context) => {
    const missing = await notReady();
    return missing.length === 0 ? context.text('ready\n') : context.text(`not ready: ${missing.join(', ')}\n`, 503);
  });
  if (playground) {
    if (!open) app.use(thisComputerOnly);
    app.use(ownPageOnly);
    app.route('/', playground);
  }
  app.notFound((context) => say(context, 404, 'There is nothing at this address. The playground is at /.'));
  app.onError((fault, context) => {
    const reference = newReference();
    log.error({ err: fault, reference, path: context.req.path }, 'a request failed');
    return say(context, 500, `Sorry, that went wrong on my side. Reference: ${reference}`);
  });
  return app;
}

/** Nothing from elsewhere, nothing inline, in nobody's frame. No HSTS: the playground speaks plain HTTP on this computer. */
const headers = secureHeaders({
  strictTransportSecurity: false,
  xFrameOptions: 'DENY',
  referrerPolicy: 'no-referrer',
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'none'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
});

/** Remote address for other computers; Host for other sites whose name was pointed at this one (DNS rebinding). */
const thisComputerOnly: MiddlewareHandler<{ Bindings: HttpBindings }> = async (context, next) => {
  const name = hostName(context.req.header('host'));
  if (isLoopbackAddress(getConnInfo(context).remote.address) && name !== undefined && isLoopbackName(name)) return next();
  return say(context, 403, 'The playground answers on the computer that it runs on, at http://localhost. Set PLAYGROUND=on to open it to others.');
};

/** A JSON body can't be sent by another site's form, and browsers say where a request comes from. */
const ownPageOnly: MiddlewareHandler = async (context, next) => {
  if (context.req.method === 'GET' || context.req.method === 'HEAD') return next();
  const type = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return say(context, 415, 'Please send JSON.');
  if (!isSameOrigin(context)) return say(context, 403, 'That came from another site, so I ignored it.');
  return next();
};

function isSameOrigin(context: Context): boolean {
  const site = context.req.header('sec-fetch-site');
  const origin = context.req.header('origin');
  if (site !== undefined) return site === 'same-origin';
  if (origin === undefined) return true; // no browser: every browser sends one of the two with a POST
  return URL.canParse(origin) && new URL(origin).host === context.req.header('host');
}

/** `undefined` unless it is a host and a port, and nothing else. */
function hostName(host: string | undefined): string | undefined {
  if (host === undefined || !URL.canParse(`http://${host}`)) return undefined;
  const url = new URL(`http://${host}`);
  return url.pathname === '/' && url.username === '' && url.search === '' ? url.hostname : undefined;
}

function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name);
}

function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && (address === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(address));
}

/** A line for a program, a bare page for a person, JSON for our own page. */
function say(context: Context, status: 403 | 404 | 415 | 500, sentence: string): Response {
  if (context.req.path.startsWith('/play/')) return context.json({ error: sentence }, status);
  if (!context.req.header('accept')?.includes('text/html')) return context.text(`${sentence}\n`, status);
  return context.html(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Quorum</title><p>${sentence}</p></html>`, status);
}
