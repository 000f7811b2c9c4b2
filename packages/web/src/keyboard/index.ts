export { keyMap } from "./key-map.ts";
export { KeyboardProvider, useKeys } from "./keyboard.tsx";
