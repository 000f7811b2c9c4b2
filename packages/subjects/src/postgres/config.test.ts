import { expect, it } from "vitest";
import { readPostgresConfig } from "./config.ts";

const watch = "postgresql://watcher:kT9xmQ2vLr8@db1/postgres";
const whole = { name: "orders", primary: { id: "db1", watch }, standbys: [{ id: "db2", watch }] };

it("fills in the thresholds that are not given", () => {
  const config = readPostgresConfig({ ...whole, thresholds: { transactionMs: 1_000 } });
  expect(config.thresholds).toMatchObject({
    transactionMs: 1_000,
    connectionsPercent: 80,
    wraparoundAge: 1_000_000_000,
  });
});

it("says everything that is wrong at once, and repeats no address", () => {
  const wrong = {
    name: "Orders",
    primary: { id: "db1", watch: "kT9xmQ2vLr8@db1" },
    thresholds: { diskPercent: 0 },
    more: 1,
  };
  const read = () => readPostgresConfig(wrong);
  expect(read).toThrow(/name: .*primary\.watch: .*thresholds\.diskPercent: .*more/s);
  expect(read).not.toThrow(/kT9x/);
});

it("takes no two members of one name", () => {
  expect(() => readPostgresConfig({ ...whole, standbys: [{ id: "db1", watch }] })).toThrow(
    "two members are called db1",
  );
});
