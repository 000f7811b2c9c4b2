/** The parts of an OpenAPI document that say what a request looks like. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** One request, ready to be sent. */
export interface Request {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** What parameters and fields are filled with, by their names; those of one operation are written before a dot. */
export type Values = Readonly<Record<string, string | number>>;

/**
 * Every request that the document knows, filled with these values: each variant of a body, each optional parameter by
 * itself, each word of a choice. Throws with the operation's name where a value is missing: whoever adds a route adds
 * what it is to be asked with.
 */
export function fillRequests({ paths, components }: OpenApi, values: Values): Request[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const fill = filler(components.schemas, values, operation.operationId);
      const bodies = bodySchemasOf(operation, components.schemas).map((schema) => schema && fill(schema, "body"));
      const knows = (name: string) => knownValue(values, operation.operationId, name) !== undefined;
      return addressesOf(path, operation, { fill, knows }).flatMap((address) =>
        bodies.map((body) => ({
          ...{ operationId: operation.operationId, method: method.toUpperCase(), path: address },
          ...(body !== undefined && { body }),
        })),
      );
    }),
  );
}

type Fill = (schema: Schema, name: string) => unknown;

function addressesOf(
  path: string,
  { operationId, parameters = [] }: Operation,
  { fill, knows }: { readonly fill: Fill; readonly knows: (name: string) => boolean },
): string[] {
  const text = ({ schema, name }: Parameter) => encodeURIComponent(String(fill(schema, name)));
  const filled = path.replaceAll(/\{([^}]+)\}/g, (_match, name: string) => {
    const found = parameters.find((parameter) => parameter.in === "path" && parameter.name === name);
    if (found === undefined) throw new TypeError(`${path} does not describe its ${name}`);
    // Any word would do for the schema; only one that names something asks what it is here to ask.
    if (!knows(name)) throw new TypeError(`${operationId} cannot be filled: no value for ${name}`);
    return text(found);
  });
  const query = parameters.filter((parameter) => parameter.in === "query");
  const needed = query.filter(({ required }) => required).map((each) => `${each.name}=${text(each)}`);
  const optional = query.filter(({ required }) => !required);
  const words = optional.flatMap((each) =>
    (each.schema.enum ?? [fill(each.schema, each.name)]).map(
      (word) => `${each.name}=${encodeURIComponent(String(word))}`,
    ),
  );
  return [needed, ...words.map((word) => [...needed, word])].map((all) =>
    [filled, all.join("&")].filter(Boolean).join("?"),
  );
}

function bodySchemasOf({ requestBody }: Operation, schemas: OpenApi["components"]["schemas"]) {
  const schema = requestBody?.content["application/json"]?.schema;
  if (schema === undefined) return [undefined];
  const resolved = resolve(schema, schemas);
  return resolved.oneOf ?? resolved.anyOf ?? [resolved];
}

function knownValue(values: Values, operationId: string, name: string): string | number | undefined {
  return values[`${operationId}.${name}`] ?? values[name];
}

function resolve(schema: Schema, schemas: OpenApi["components"]["schemas"]): Schema {
  const name = schema.$ref?.split("/").at(-1);
  return name === undefined ? schema : resolve(schemas[name] ?? {}, schemas);
}

function filler(schemas: OpenApi["components"]["schemas"], values: Values, operationId: string): Fill {
  return function fill(given, name): unknown {
    const schema = resolve(given, schemas);
    const known = knownValue(values, operationId, name);
    const [first] = schema.oneOf ?? schema.anyOf ?? [];
    if (first !== undefined) return fill(first, name);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return schema.enum.find((word) => word === known) ?? schema.enum[0];
    switch (schema.type) {
      case "object":
        return Object.fromEntries(
          Object.entries(schema.properties ?? {})
            .filter(([field]) => schema.required?.includes(field) || values[field] !== undefined)
            .map(([field, each]) => [field, fill(each, field)]),
        );
      case "array":
        return schema.items ? [fill(schema.items, name)] : [];
      case "boolean":
        return false;
      case "integer":
      case "number":
        return known ?? schema.minimum ?? 1;
      case "string":
        if (known !== undefined && new RegExp(schema.pattern ?? "").test(String(known))) return known;
        if (schema.pattern === undefined && name !== "body") return known ?? "because";
    }
    throw new TypeError(`${operationId} cannot be filled: no value for ${name}`);
  };
}
