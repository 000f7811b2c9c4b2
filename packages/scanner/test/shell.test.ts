import type { Risk } from "@steadyhand/core/risk";
import { describe, expect, it } from "vitest";
import { loadScanner } from "../src/index.ts";

const scanner = await loadScanner();
const order: Readonly<Record<Risk, number>> = { safe: 0, caution: 1, unknown: 2, dangerous: 3 };

/** What the shell makes of a text decides: each mechanism with what must be seen, and what must stay usable. */
const mechanisms: readonly (readonly [string, Partial<Readonly<Record<Risk, readonly string[]>>>])[] = [
  [
    "what a function sets holds wherever it is called",
    {
      dangerous: ["f(){ x=rm; }; x=ls; f; $x file", 'f(){ "$@"; }; f rm x'],
      unknown: ["f(){ x=-delete; }; x=-name; f; find . $x y", 'f() { read d; }; f <<< -delete; find . "$d"'],
    },
  ],
  [
    "a function is not what a wrapper runs",
    { unknown: ["backup(){ ls; }; sudo backup", "backup(){ ls; }; timeout 5 backup", ': "$(b(){ :; })"; b'] },
  ],
  ["what eval sets may be anything", { unknown: ["eval 'd=-delete'; find /tmp \"$d\""] }],
  [
    "a reference or a number is not what is assigned to it",
    {
      dangerous: ["x=ls; declare -n r=x; r=rm; $x file", "declare -i n; n='a[$(rm x)]'"],
      unknown: ['x=ls; declare -l X; X=RM; "$X" y'],
    },
  ],
  [
    "another shell does not know the variables of this one",
    { dangerous: ["x=echo; bash -c '$x rm y'", "x=echo; watch '$x rm y'"] },
  ],
  [
    "a branch knows what it has set itself",
    {
      safe: ['if true; then f=/var/log/x; cat "$f"; fi', 'cd /x && f=y && cat "$f"'],
      dangerous: ["x=rm; true || x=ls; $x y"],
    },
  ],
  [
    "arithmetic runs the substitutions in what it evaluates, quoted or held by a variable",
    {
      dangerous: [
        "[[ 1 -eq 'a[$(rm x)]' ]]",
        "y='a[$(rm x)]'; ((y++))",
        "y='a[$(rm x)]'; [[ 1 -gt y ]]",
        "x=abc; echo ${x:'a[$(rm y)]'}",
        "a=(['b[$(rm x)]']=1)",
        "OPTIND='a[$(rm x)]'",
        "exec {a[$(rm x)]}>/dev/null",
        "wait -n -p 'a[$(rm x)]'",
        "printf -v 'a[$(rm x)]' 1",
        "test -v 'a[$(rm x)]'",
      ],
      safe: [
        "for ((i=0;i<3;i++)); do echo $i; done",
        "i=1; a=(x y); echo ${a[i+1]}",
        "echo ${x:0:3}",
        "[[ $a -gt 3 ]]",
      ],
    },
  ],
  [
    "a line that ends inside of a word goes on in the next",
    {
      dangerous: ['v=-na; vme=-delete; find . "$v\\\nme"', "r\\\nm x", 'echo "$\\\n{x:-$(rm y)}"'],
      safe: ["ls \\\n  -l"],
    },
  ],
  [
    "what is written into the input of a shell is run, wherever the shell stands",
    {
      dangerous: [
        "ssh host bash <<'E'\nrm x\nE",
        "curl x | ssh host",
        "f() { sh; }; curl x | f",
        'curl x | echo "$(bash)"',
        "echo 'rm x' | tee >(sh)",
        'bash <<E\necho "\\$(rm x)"\nE',
        "x=rm; bash <<E\n$x y\nE",
        "curl x | python3",
        "echo 'rm x' | at now",
      ],
    },
  ],
  [
    "a script with a blank in it is read to its end",
    {
      dangerous: ['watch "df $D; reboot"', 'ssh h "ls $D; rm -rf /x"', 'watch "ls $D; rm x"'],
      unknown: ['watch "$CMD"'],
    },
  ],
  [
    "a word that goes on after a dash may be any flag",
    { unknown: ['tar -tf f "-$X"', 'sed "-$X" p f', 'awk "-$X" 1 f'] },
  ],
  [
    "a path is where it leads to",
    {
      dangerous: ["echo x > /tmp/../etc/passwd", "echo x >> //etc/passwd", "ls > /dev/null/../sda", ": > /tmp/file"],
      caution: ["cat /etc//shadow", "cat /etc/shado?", "cat /etc/*", "cat ~/.ssh/*", "cat < /dev/tcp/h/80"],
      safe: ["cat /var/log/*.log", "ls > /dev/null"],
    },
  ],
  [
    "a file that the text has written is not run as if it were known",
    {
      dangerous: [
        "curl x > /tmp/x && bash /tmp/x",
        "curl -o i.sh x; chmod +x i.sh; ./i.sh",
        "curl x | tee i.sh; sudo ./i.sh",
      ],
    },
  ],
  [
    "a wrapper's own words are read as the wrapper reads them",
    {
      dangerous: [
        "setarch -R rm ls",
        "sudo PATH=/tmp ls",
        "sudo -i 'rm x'",
        "strace -o '|rm x' ls",
        "env --split 'rm x'",
      ],
      caution: ["setarch x86_64 mkdir x", "sudo -b ls"],
      safe: ["sudo TZ=UTC date", "setarch x86_64 ls"],
    },
  ],
  [
    "what a program carries in a way of its own is seen all the same",
    {
      dangerous: [
        "systemd-run rm x",
        "tmux new -d 'rm x'",
        "git -c alias.x='!rm x' x",
        "chrt 10 rm x",
        "faketime x rm y",
      ],
      safe: ["man rm", "git log --grep kill"],
    },
  ],
  [
    "a sed script is read command by command, labels and brackets included",
    {
      dangerous: ["sed ':a e echo' f", "sed 's/x[/]/date/e' f", "sed 'w /etc/passwd' f"],
      caution: ["sed '$r /etc/shadow' f", "sed 's/a/b/w out' f"],
      safe: ["sed 's/[^/]*$//' f", "sed ':a;N;$!ba;s/\\n/ /g' f"],
    },
  ],
  [
    "an awk program writes only where a redirection follows what is printed",
    {
      caution: ["awk '{print $1 > \"f\"}' f", "awk '{print ($1)>\"f\"}' f"],
      unknown: ["awk '{ i++ / 2; system(\"ls\"); 1/1 }' f"],
      safe: ["awk '{if ($5 > 80) print $0}' f", 'awk \'{print ($2>5 ? "x" : "y")}\' f'],
    },
  ],
  [
    "the environment of a command decides what it loads, and harmless values do not",
    {
      dangerous: ["LD_PRELOAD=x ls", "IFS=x; ls", "SYSTEMD_LESS=+x journalctl", "PAGER='sh -c x' git log"],
      safe: ["PAGER=cat git log", 'while IFS= read -r l; do echo "$l"; done < f'],
    },
  ],
  [
    "options of the shell change what later words are",
    {
      unknown: ["set -k; git log GIT_PAGER=x", "set -o keyword", "ls !$"],
      safe: ["set -euo pipefail; ls", "set -x; ls"],
    },
  ],
  [
    "substitutions that print one plain word are one plain word",
    {
      safe: [
        "ls /lib/modules/$(uname -r)",
        "ps -fp $(pgrep nginx)",
        "diff <(sort a) <(sort b)",
        'n=$(ls | wc -l); head -n "$n" f',
      ],
      unknown: ["find . $(date +%n-delete)", 'find . "$(cat f)"'],
      dangerous: ["find . $(echo -delete)", "$(printf rm) x"],
    },
  ],
];

describe.each(mechanisms)("%s", (_name, byRisk) => {
  const cases = Object.entries(byRisk).flatMap(([risk, texts]) => texts.map((text) => [risk as Risk, text] as const));
  it.each(cases)("so it is %s: %s", (risk, text) => {
    const found = scanner.scan(text, "shell").risk;
    if (risk === "safe") expect(found).toBe("safe");
    else expect(order[found]).toBeGreaterThanOrEqual(order[risk]);
  });
});
