/** A runbook of about 20 KB in Markdown, as people write them: headings, prose, lists, fences, prompts and tables. */
export function runbookText(): string {
  const services = [
    "checkout",
    "ledger",
    "search",
    "gateway",
    "mailer",
    "images",
    "sessions",
    "billing",
    "reports",
    "orders",
    "alerts",
  ];
  return `# Restore a failing cluster\n\n## Before you begin\n\n- Make sure you are on the VPN.\n- You need the \`ops\` role.\n\n${services.map(section).join("\n")}`;
}

function section(service: string, index: number): string {
  return `## ${index + 1}. Bring ${service} back

The ${service} service stops answering when its connection pool is used up or when one of its nodes has lost
its disk. The dashboard shows it as *degraded*; the alert \`${service}_errors\` fires after five minutes. Read this
section whole before you start, because the steps depend on each other and two of them cannot be undone.

1. Look at what runs and where:

   \`\`\`bash
   kubectl get pods -n ${service} -o wide
   kubectl describe deployment ${service} -n ${service}
   kubectl logs deploy/${service} -n ${service} --tail=200 | grep -i error
   \`\`\`

2. Find the busiest node. You should see one line per node.

   \`\`\`
   $ kubectl top nodes --sort-by=cpu
   NAME     CPU(cores)   CPU%   MEMORY(bytes)   MEMORY%
   node-1   1800m        90%    7012Mi          88%
   $ ssh <node> df -h /var/lib/${service}
   \`\`\`

3. If the disk is full, remove the oldest archives:

   \`\`\`bash
   ssh <node> 'find /var/lib/${service}/archive -name "*.gz" -mtime +30 -print'
   ssh <node> 'find /var/lib/${service}/archive -name "*.gz" -mtime +30 -delete'
   \`\`\`

4. Otherwise restart it, one pod at a time, and wait until each one is ready:

   \`\`\`bash
   kubectl rollout restart deployment/${service} -n ${service}
   kubectl rollout status deployment/${service} -n ${service} --timeout=5m
   \`\`\`

   To undo this, run \`kubectl rollout undo deployment/${service} -n ${service}\`.

5. Check the database behind it:

   \`\`\`sql
   SELECT pid, state, wait_event_type, now() - query_start AS running
   FROM pg_stat_activity WHERE datname = '${service}' ORDER BY running DESC LIMIT 10;
   SELECT pg_terminate_backend({pid});
   \`\`\`

| sign | meaning | what to do |
| --- | --- | --- |
| many \`idle in transaction\` | a client leaks transactions | restart that client |
| many locks | a migration runs | wait for it |

6. Check the logs and make sure everything is fine. If errors go on, call the owner of ${service}.
`;
}
