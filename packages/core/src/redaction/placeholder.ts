const words = new Set(
  `any array await bool boolean bytes dict disabled empty enabled env false float hidden int integer masked missing no nil none not null
  number object off on omitted optional prompt redacted removed required set str string stdin strict text true type undefined unset varchar
  yes`.split(/\s+/),
);

const shapes = [
  /^\$\w+$/, // $NAME
  /^\$\{\w+\}$/, // ${NAME}; with a default inside it could be a secret
  /^\$\(/, // $(command)
  /^(?:%\w+%|%s|%\(\w+\)s|\?)$/,
  /^\{\{|^\$\{\{|^\{\w*\}$/, // templates
  /^\$\{\w+:\?/, // ${NAME:?what to say when it is missing}
  /^DEFAULT$/, // SQL
  /^(?:Buffer|Secret|SecretStr|SecretString|Token|Uint8Array)$/, // types
  /^<|^(?:[|>][+\-\d]{0,2})?\[redacted/, // <your password>
  /^[*•.x_#-]+$/,
  /^(?:YOUR|MY|INSERT|REPLACE)[_-][A-Z_-]+$/,
];

const path = /^(?:~|\.{1,2})?\/[\w.@/+-]*$/;

/** Says whether what stands in the place of a secret is plainly none: empty, a reference, a type, yes or no. */
export function isPlaceholder(value: string, word: string): boolean {
  if (value === "" || words.has(value.toLowerCase()) || shapes.some((shape) => shape.test(value))) return true;
  if (!/[\p{L}\d]/u.test(value) && value.length < 3) return true;
  const isPassword = /^pass|^pwd/i.test(word);
  if (value === "secret" && !isPassword) return true;
  if (/^pwd$|key$|credential|cert|^docker/i.test(word) && path.test(value)) return true;
  // Counts and limits. A code of six digits can open a door, and a password may be any number.
  return !isPassword && /^\d{1,5}(?:\.\d+)?(?:ms|s|m|h|d|k|kb|mb)?$/i.test(value);
}
