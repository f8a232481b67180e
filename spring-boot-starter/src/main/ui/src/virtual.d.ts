declare const __UI_VERSION__: string;

declare module 'virtual:catalogue-names' {
  type Names = Record<string, readonly [zh: string, en: string]>;
  const names: { types: Names; characteristics: Names; attributes: Names };
  export default names;
}
