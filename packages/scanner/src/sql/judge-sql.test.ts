import { describe, expect, it } from "vitest";
import { loadScanner } from "../index.ts";

const scanner = await loadScanner();
const risk = (text: string) => scanner.scan(text, "sql").risk;

describe("statements that only read are safe", () => {
  it.each([
    "SELECT count(*) FROM orders WHERE state = 'drop'",
    "WITH x AS (SELECT 1) SELECT * FROM x",
    "SELECT pid, now() - query_start FROM pg_stat_activity ORDER BY 2 DESC LIMIT 5",
    "EXPLAIN DELETE FROM orders",
    "EXPLAIN (ANALYZE, BUFFERS) SELECT 1",
    "SHOW max_connections",
    "TABLE orders",
    "VALUES (1)",
    "BEGIN; SELECT 1; ROLLBACK",
    "COPY (SELECT 1) TO STDOUT",
    "SHOW SLAVE STATUS\\G",
    "SHOW FULL PROCESSLIST",
    "DESCRIBE orders",
    "SELECT `id` FROM `orders`",
    "PRAGMA table_info(orders)",
    "\\dt+ public.*",
    "\\l",
    "SELECT 1 -- DROP TABLE orders",
  ])("%s", (text) => expect(risk(text)).toBe("safe"));
});

describe("changes to every row are dangerous", () => {
  it.each([
    "DELETE FROM orders",
    "DELETE FROM orders WHERE 1 = 1",
    "DELETE FROM orders WHERE true",
    "DELETE FROM orders WHERE NOT false",
    "DELETE FROM orders WHERE id = id",
    "DELETE FROM orders WHERE id = 3 OR 1 = 1",
    "DELETE FROM orders WHERE id IS NULL OR id IS NOT NULL",
    "DELETE FROM orders WHERE name LIKE '%'",
    "UPDATE orders SET state = 1 WHERE 2 > 1",
    "WITH d AS (DELETE FROM orders RETURNING 1) SELECT 1",
    "EXPLAIN ANALYZE UPDATE orders SET state = 1",
    "delete from `orders` limit 5",
  ])("%s", (text) => expect(risk(text)).toBe("dangerous"));
});

describe("changes to the rows a WHERE names are caution", () => {
  it.each([
    "DELETE FROM orders WHERE id = 3",
    "UPDATE orders SET state = 1 WHERE id IN (SELECT 1)",
    "INSERT INTO orders VALUES (1)",
    "SET lock_timeout = 1",
    "VACUUM orders",
  ])("%s", (text) => expect(risk(text)).toBe("caution"));
});

describe("text that another database reads differently is never safe", () => {
  it.each([
    "SELECT 1 /*!50000 ; DROP TABLE x */",
    "SELECT '\\''; SELECT 2",
    "SELECT 1 # x",
    "SELECT $$x; y$$",
    "/* /* */ SELECT 1; /* */ */ SELECT 1",
    "SELECT 1\0; DROP TABLE x",
  ])("%j", (text) => expect(risk(text)).not.toBe("safe"));
});

it("takes a function that nobody has listed for one that may do anything", () => {
  expect(risk("SELECT purge_orders()")).toBe("unknown");
  expect(risk("SELECT app.count(*) FROM orders")).toBe("unknown");
});
