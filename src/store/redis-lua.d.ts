/** The build and the tests inline a script's text. */
declare module '*.lua?raw' {
  const source: string;
  // biome-ignore lint/style/noDefaultExport: what bundlers make of a file's text
  export default source;
}
