import type { ActionWire } from "@steadyhand/api";
import type { ActionDeclaration } from "@steadyhand/core/action";

export function presentAction({ availability, parameters, subject: _, ...declaration }: ActionDeclaration): ActionWire {
  return {
    ...declaration,
    parameters: parameters.map(({ choices, ...rest }) => ({ ...rest, ...(choices && { choices: [...choices] }) })),
    isAvailable: availability.isAvailable,
    ...(!availability.isAvailable && { whyNot: availability.why, hint: availability.hint }),
  };
}
