export { type OpenYaml, openYaml, type YamlProblem } from "./open-yaml.ts";
export { problemsOfShape } from "./problems-of-shape.ts";
