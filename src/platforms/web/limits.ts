/** The playground has no vendor, so these limits are our own: each bounds memory, or a wait. */
export const LIMITS = {
  /** Four full paragraphs are a twentieth of it; what is far too long still gets the bot's own sentence. */
  bodyBytes: 256 * 1024,
  /** Messages remembered for everybody, and for each learner apart: nobody pushes out what another sees. */
  historyMessages: 100,
  /** Answers remembered by event id, so that a repeated request gets the same one. */
  answers: 500,
  /** Posts and direct messages remembered by their key. */
  keys: 500,
  pictureBytes: 32 * 1024 * 1024,
  pictures: 300,
  /** CSS pixels within a message; a press shows it in full. */
  pictureShownWidth: 640,
  pictureShownHeight: 420,
  /** Open pages. Browsers give one site six connections, and each page holds one. */
  streams: 100,
  /** Events that a page may leave unread before it must come again and read the history. */
  streamBacklog: 200,
  /** Under the 30 s after which impatient proxies cut a silent connection. */
  heartbeatMs: 15_000,
  /** How soon a page comes back after a lost connection. */
  reconnectMs: 1_000,
  /** A typed command line, an option, what is typed so far: more than any platform allows. */
  lineCharacters: 4_000,
  /** Over what any form takes, so that the bot's own sentence about the length is the one that people read. */
  fieldCharacters: 64_000,
  /** Of options or fields in one request. */
  entries: 25,
  /** How much of a message is read out when it arrives. */
  summaryCharacters: 200,
} as const;
