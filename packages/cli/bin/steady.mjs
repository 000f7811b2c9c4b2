#!/usr/bin/env node
// An ECMAScript module that imports `node:fs` loads the streams with it, which takes longer than judging a command:
// what starts `steady` is CommonJS for that reason.
import "./start.cjs";
