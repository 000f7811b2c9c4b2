import type { SubjectWire } from "@steadyhand/api";
import { VisibleText } from "../command-text/index.ts";
import { sayCount, sayValue } from "../words/index.ts";

/** More of them stand folded: they are looked up, not read. */
const mostOpen = 40;

/** What was read in the last look, of each member and of the whole. */
export function SampleTable({ samples }: Pick<SubjectWire, "samples">) {
  if (samples.length === 0) return <p className="text-text-1">Nothing was read in the last look.</p>;
  return (
    <details open={samples.length <= mostOpen}>
      <summary className="w-fit text-text-1">{sayCount(samples.length, "value")}</summary>
      <div className="overflow-x-auto">
        <table className="text-left text-dense">
          <thead className="text-text-1">
            <tr>
              <th scope="col" className="pr-6 font-normal">
                Of
              </th>
              <th scope="col" className="pr-6 font-normal">
                What
              </th>
              <th scope="col" className="text-right font-normal">
                Value
              </th>
            </tr>
          </thead>
          <tbody>
            {samples.map(({ name, member, value }) => (
              <tr key={`${name}/${member ?? ""}`} className="border-line border-t">
                <td className="py-1 pr-6">
                  {member === undefined ? "the whole" : <code className="font-mono">{member}</code>}
                </td>
                <td className="py-1 pr-6">
                  <code className="font-mono">{name}</code>
                </td>
                <td className="py-1 text-right font-mono">
                  <VisibleText text={sayValue(value)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
