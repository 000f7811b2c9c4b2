import { type PanicId, type PanicPress, readPress, writePress } from "@steadyhand/core/panic";
import type { PanicSign } from "@steadyhand/engine";
import type { Redis } from "ioredis";

interface PanicKeyOptions {
  readonly redis: Redis;
  readonly key: string;
  readonly newPanicId: () => PanicId;
}

/** The key whose being there means panic. `SET` by hand counts: its text becomes a press of its own. */
export function createPanicKey({ redis, key, newPanicId }: PanicKeyOptions): PanicSign & { look(): Promise<void> } {
  const watchers = new Set<(press: PanicPress) => void>();

  async function read(): Promise<PanicPress | undefined> {
    const text = await redis.get(key);
    if (text === null) return undefined;
    return readPress(text) ?? adopt(text);
  }

  /** Somebody set it by hand. One node names that press, so that all of them mean the same and it can be ended. */
  async function adopt(text: string): Promise<PanicPress | undefined> {
    const reason = `the key ${key} was set to ${JSON.stringify(text.slice(0, 100))}`;
    const by = { kind: "system", id: "act_redis-key", name: "a key in Redis" } as const;
    const press: PanicPress = { id: newPanicId(), since: new Date(), by, reason, kill: false };
    const replaced = await redis.eval(replaceIfSame, 1, key, text, writePress(press));
    if (replaced === 1) return press;
    const now = await redis.get(key);
    return now === null ? undefined : (readPress(now) ?? press);
  }

  return {
    name: "redis",
    read,
    async look() {
      const press = await read();
      if (press === undefined) return;
      for (const watcher of [...watchers]) watcher(press);
    },
    async raise(press) {
      await redis.set(key, writePress(press), "NX");
    },
    async lower(ids) {
      const text = await redis.get(key);
      const press = text === null ? undefined : readPress(text);
      if (text === null || press === undefined || !ids.includes(press.id)) return;
      await redis.eval(removeIfSame, 1, key, text);
    },
    watch(seen) {
      const each = (press: PanicPress) => seen(press);
      watchers.add(each);
      return () => void watchers.delete(each);
    },
    async drill() {
      const drillKey = `${key}:drill`;
      await redis.set(drillKey, "drill", "PX", 5000);
      await redis.del(drillKey);
    },
  };
}

const replaceIfSame = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2]) return 1 end return 0`;
const removeIfSame = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;
