/** What people are told to do, in the imperative. */
const verbs = new Set(
  (
    "abort access acknowledge ack activate add adjust alert allow amend annotate announce append apply approve archive ask assign assume " +
    "attach back backup block boot bounce browse build bump buy call cancel capture change check choose clean clear click clone close " +
    "collect communicate compare complete compress configure confirm connect consult contact continue convert coordinate copy cordon " +
    "correct create cut deactivate debug decide declare decommission decrease define defragment delete demote deploy describe detach " +
    "determine diagnose disable disconnect discuss dismiss do document double-check download drain drop dump edit eject enable end enlarge " +
    "ensure enter escalate evaluate evict examine exclude execute exit expand export extend extract fail failover fetch file fill filter " +
    "find finish fix flag flip flush follow force format forward free freeze generate get give go grab grant grow hand hold identify ignore " +
    "import include increase inform initiate insert inspect install invalidate investigate invite invoke isolate issue join keep kill " +
    "label launch leave let limit link list load locate lock log login look lower make mark measure merge message migrate modify monitor " +
    "mount move mute navigate note notify obtain observe open order page park paste patch pause perform pick pin ping place plan point post " +
    "prepare press prevent prioritise prioritize proceed promote provide provision prune publish pull purge push put query quit raise read " +
    "rebalance reboot rebuild recall recheck recompute reconcile reconfigure reconnect record recover recreate redeploy redirect reduce " +
    "refer refresh reindex release reload remediate remember remove rename renew reopen repair repeat replace replay reply report request " +
    "rerun re-run reschedule reset resize resolve respond restart restore restrict resume resync retrieve retry return revert review " +
    "revoke roll rollback rotate route run save scale scan schedule scroll search see select send set shift ship show shrink shut shutdown " +
    "sign silence skip snapshot snooze spin split ssh stage start stop submit subscribe suspend swap switch sync tag tail take talk tell " +
    "terminate test throttle toggle trace track transfer trigger truncate try tune turn type uncheck uncordon undo uninstall unlock unmount " +
    "unmute unpause unsilence update upgrade upload upsize use vacuum validate verify view visit wait warm watch whitelist wipe work write"
  ).split(" "),
);

const openers =
  /^(?:(?:then|next|now|first|firstly|second|secondly|third|finally|lastly|also|afterwards?|after that|once done|optionally|alternatively|and|please|carefully|manually|immediately|again|simply|just|only|otherwise|instead|to begin|to start|in parallel|at the same time|in that case|in this case)[,:]?\s+)+/i;
const duties =
  /\b(?:you|we|the on-?call|on-?call|engineers?|operators?)\s+(?:must|should|need to|have to|will need to|will have to|can now|may need to)\s+(?:then\s+|also\s+|now\s+|first\s+)?([a-z-]+)/i;
/** `To restart it, run …`, `After the failover, check …`, `In the console, select …`. */
const leadIn =
  /^(?:to|for|in|on|at|from|under|within|after|before|once|when|as soon as|while|using|with|if|unless|via)\b[^,:;]{1,160}[,:]\s+(?:then\s+|please\s+|you (?:should|must|need to|have to|can)\s+)?([A-Za-z-]+)/i;
const prohibition = /^(?:please\s+)?(?:do not|don't|don’t|never|avoid)\b/i;

/** Whether a sentence tells its reader to do something. */
export function isInstruction(sentence: string): boolean {
  const text = sentence.slice(0, 400).replace(openers, "");
  if (text.endsWith("?")) return false;
  const [first = ""] = /^[A-Za-z-]+(?![\w/])/.exec(text) ?? [];
  if (prohibition.test(text)) return true;
  if (verbs.has(first.toLowerCase()) && !isNoun(text)) return true;
  const lead = leadIn.exec(text);
  if (lead !== null && verbs.has((lead[1] ?? "").toLowerCase())) return true;
  const duty = duties.exec(text);
  return duty !== null && verbs.has((duty[1] ?? "").toLowerCase());
}

/** Whether it tells its reader not to do something. `If you do not want this` tells nobody. */
export function isProhibition(sentence: string): boolean {
  return /(?:^|[,;:.—–-]\s+|\b(?:please|must|should|shall)\s+)(?:do not|don't|don’t|never|not|avoid)\s+(?!forget|worry|hesitate|panic|only)\w/i.test(
    sentence.slice(0, 400),
  );
}

/** `Access is granted by …`, `Log files are …`, `Test environments …`: the verb comes later. */
function isNoun(text: string): boolean {
  return (
    /^[A-Za-z-]+(?:\s+[A-Za-z-]+){0,3}\s+(?:is|are|was|were|has|have|had|will|can|may|might|could|should|would|does|do not|must|means|contains?|shows?|includes?|takes?)\b/.test(
      text.slice(0, 120),
    ) &&
    !/^[A-Za-z-]+\s+(?:if|whether|that|which|what|how|the|a|an|all|for|until|when|your|any|this|these|to|with)\b/i.test(
      text,
    )
  );
}
