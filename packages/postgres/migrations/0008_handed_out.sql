-- 0008_handed_out: when the present attempt of an execution was handed out, by the database's clock.

-- A node that takes an execution over asks how long ago that was, and no two nodes' clocks agree.
ALTER TABLE execution ADD COLUMN handed_out_at timestamptz;
