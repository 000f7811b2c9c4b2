import type { Risk } from "@steadyhand/core/risk";

const harmless = new Set(
  `TZ LANG LANGUAGE COLUMNS LINES TERM NO_COLOR CLICOLOR FORCE_COLOR COLORTERM AWS_REGION AWS_DEFAULT_REGION AWS_DEFAULT_OUTPUT
   AWS_MAX_ATTEMPTS ETCDCTL_API ETCDCTL_ENDPOINTS ETCDCTL_CACERT ETCDCTL_CERT ETCDCTL_KEY PGHOST PGPORT PGUSER PGDATABASE PGPASSWORD
   PGCONNECT_TIMEOUT PGTZ PGCLIENTENCODING PGSSLMODE MYSQL_PWD REDISCLI_AUTH DEBIAN_FRONTEND SYSTEMD_COLORS POSIXLY_CORRECT
   CONSUL_HTTP_ADDR VAULT_ADDR VAULT_NAMESPACE NOMAD_ADDR NOMAD_REGION NOMAD_NAMESPACE GH_REPO HISTTIMEFORMAT NAMESPACE
   CLOUDSDK_CORE_DISABLE_PROMPTS CLOUDSDK_CORE_PROJECT GREP_COLORS LS_COLORS BLOCK_SIZE TIME_STYLE`
    .trim()
    .split(/\s+/),
);

/** Variables that make a program load, run or trust something else. */
const hijacking =
  /^(?:LD_.*|DYLD_.*|PATH|BASH_ENV|ENV|SHELLOPTS|BASHOPTS|PROMPT_COMMAND|PS[0-4]|IFS|BASH_FUNC_.*|GCONV_PATH|PYTHON(?:STARTUP|PATH|HOME|INSPECT|USERBASE)|PERL5?(?:OPT|LIB|DB|5LIB|5OPT|5DB).*|RUBY(?:OPT|LIB)|NODE_(?:OPTIONS|PATH)|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_JAVA_OPTIONS|CLASSPATH|LUA_.*|GIT_.*|.*PAGER|.*EDITOR|VISUAL|BROWSER|LESS(?:OPEN|CLOSE|KEY.*|EDIT)?|MANOPT|SHELL|HOME|TMPDIR|XDG_.*|TAR_OPTIONS|TAPE|RSYNC_.*|SSH_.*|CVS_RSH|SVN_SSH|SUDO_.*|KUBECONFIG|KUBECTL_.*|KUBE_EDITOR|HELM_.*|KREW_ROOT|DOCKER_(?:HOST|CONFIG|CONTEXT|CERT_PATH)|CONTAINER_HOST|TF_.*|TERRAFORM_.*|ANSIBLE_.*|AWS_(?:CONFIG_FILE|SHARED_CREDENTIALS_FILE|CA_BUNDLE|ENDPOINT_URL.*|PROFILE)|CURL_HOME|WGETRC|SYSTEMRC|OPENSSL_.*|SSLKEYLOGFILE|GNUPGHOME|PSQLRC|PGSERVICE.*|PGSYSCONFDIR|MYSQL_HOME|LIBMYSQL_.*|INPUTRC|TERMINFO.*|GLIBC_TUNABLES|MALLOC_.*|NLSPATH|LOCPATH|HOSTALIASES|RES_OPTIONS|http_proxy|https_proxy|all_proxy|HTTPS?_PROXY|ALL_PROXY|MAKEFLAGS|MAKEFILES|CC|CXX|CARGO_.*|RUSTC.*|GO(?:FLAGS|PROXY|TOOLCHAIN|ENV)|npm_config_.*|NPM_CONFIG_.*|PIP_.*|BUNDLE_.*|GEM_.*|ZDOTDIR|FPATH|CDPATH|FZF_.*|RIPGREP_CONFIG_PATH|ACK.*|EXINIT|VIMINIT|FCEDIT|HISTFILE|MAIL.*|GROFF_.*|MANPATH|PKEXEC_.*|DBUS_.*|GTK_MODULES|QT_PLUGIN_PATH|SYSTEMD_.*|LISTEN_.*)$/;

/** These pass text on, or show it and take keys, which nobody presses here. */
const harmlessPagers = new Set(["", "cat", "less", "more", "true"]);

/** What setting an environment variable for a command can do to it. `value` is what it is set to, when that is known. */
export function judgeVariable(name: string, value?: string): { readonly risk: Risk; readonly why: string } {
  if (isHarmless(name, value)) return { risk: "safe", why: `\`${name}\` only shapes what is printed or asked for.` };
  if (hijacking.test(name)) {
    return { risk: "dangerous", why: `\`${name}\` decides which code, configuration or server the command uses.` };
  }
  return { risk: "unknown", why: `What \`${name}\` does to the command is not known.` };
}

/** Whether setting it changes what later commands in the same shell run, even when it is not exported. */
export function isHijacking(name: string, value?: string): boolean {
  return !isHarmless(name, value) && hijacking.test(name);
}

function isHarmless(name: string, value: string | undefined): boolean {
  if (harmless.has(name) || name.startsWith("LC_")) return true;
  return value !== undefined && name.endsWith("PAGER") && harmlessPagers.has(value);
}
