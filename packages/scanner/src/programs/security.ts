import type { Family } from "./program.ts";

/** Keys, certificates, signatures and checks. */
export const security: Family = {
  openssl: {
    style: "single-dash",
    reads: {
      version: "-[avdbofpemrc]",
      "help, errstr": "",
      ciphers: "-v -V -s -tls1 -tls1_1 -tls1_2 -tls1_3 -stdname -convert= -ciphersuites= -psk -srp -ssl3",
      speed:
        "-evp= -elapsed -seconds= -bytes= -multi= -decrypt -mr -aead -hmac= -cmac= -primes= -async_jobs= -misalign= -testmode",
      list: "-1 -commands -digest-commands -cipher-commands -digest-algorithms -cipher-algorithms -public-key-algorithms -public-key-methods -all-algorithms -kdf-algorithms -mac-algorithms -random-generators -encoders -decoders -signature-algorithms -key-exchange-algorithms -kem-algorithms -asymcipher-algorithms -key-managers -store-loaders -providers -engines -objects -disabled -verbose -options= -select= -missing-help",
      x509: "-in= -inform= -noout -text -dates -startdate -enddate -subject -issuer -serial -fingerprint -sha256 -sha1 -md5 -hash -subject_hash -issuer_hash -ocsp_uri -ocspid -purpose -email -modulus -pubkey -ext= -checkend= -checkhost= -checkip= -checkemail= -nameopt= -certopt= -outform= -nocert -alias -subject_hash_old",
      crl: "-in= -inform= -noout -text -lastupdate -nextupdate -issuer -hash -fingerprint -crlnumber -CAfile= -CApath= -verify -nameopt=",
      req: "-in= -inform= -noout -text -subject -verify -modulus -pubkey -nameopt=",
      verify:
        "-CAfile= -CApath= -untrusted= -trusted= -verbose -purpose= -crl_check -crl_check_all -show_chain -partial_chain -verify_hostname= -CRLfile= -attime= -x509_strict -no-CAfile -no-CApath -policy_check -issuer_checks -nameopt=",
      s_client:
        "-connect= -servername= -showcerts -starttls= -CAfile= -CApath= -cert= -key= -verify= -verify_return_error -tls1 -tls1_1 -tls1_2 -tls1_3 -no_ssl3 -no_tls1 -no_tls1_1 -no_tls1_2 -no_tls1_3 -cipher= -ciphersuites= -alpn= -brief -quiet -status -prexit -state -debug -msg -tlsextdebug -ign_eof -4 -6 -verify_hostname= -host= -port= -proxy= -xmpphost= -noservername -curves= -groups= -sigalgs= -reconnect -bugs -crlf -name= -timeout -no_ign_eof -partial_chain",
      asn1parse: "-in= -inform= -i -dump -offset= -length= -strparse= -noout",
      "dgst, sha256, sha1, sha512, md5, sha384, sha224, md4, ripemd160":
        "-sha1 -sha224 -sha256 -sha384 -sha512 -md5 -hex -binary -r -c -list -sha3-256 -sha3-512 -blake2b512 -verify= -signature= -keyform=",
      ocsp: "-issuer= -cert= -url= -CAfile= -text -resp_text -req_text -no_nonce -header= -VAfile= -verify_other= -noverify -serial= -host= -respin= -reqin= -resp_no_certs -trust_other",
      "pkcs7, crl2pkcs7": "-in= -inform= -print_certs -noout -text -certfile= -nocrl -print",
      "rsa -check -noout, ec -check -noout, pkey -check -noout, pkey -pubcheck -noout, rsa -pubin, ec -pubin, pkey -pubin, pkey -pubout, rsa -pubout, ec -pubout, rsa -modulus -noout":
        "-in= -inform= -noout -check -pubin -pubout -modulus -text_pub -passin= -outform= -pubcheck",
      "ts -query, ts -reply": "-in= -text -token_in",
      prime: "-hex -generate -bits=",
      "base64, enc -base64, enc -a": "-d -in= -A -a -base64 -e",
      sess_id: "-in= -text -noout",
      ecparam: "-list_curves -in= -text -noout -name=",
      dhparam: "-in= -text -noout -check",
    },
    reveals:
      "rand, rsa, ec, pkey, pkcs12, pkcs8, passwd, genrsa, genpkey, gendsa, ecparam -genkey, enc -d, rsautl, pkeyutl, cms, smime, dsa, kdf, mac, enc, spkac, storeutl, x509 -text -key",
    writes:
      "* -out, req -new, req -newkey, req -x509, ca, x509 -out, x509 -req, x509 -signkey, dhparam, ts, rehash, c_rehash, req -keyout, pkcs12 -export, x509 -CAcreateserial, s_client -keylogfile, s_client -sess_out, s_client -msgfile, s_client -keymatexport, s_client -writerand, x509 -writerand, crl -out, dgst -out, dgst -sign, s_client -early_data",
    starts: "s_server, s_time, ocsp -port, ocsp -index",
    executes:
      "engine, -engine, -provider, -provider-path, -config, fipsinstall, provider, s_client -engine, s_client -provider, x509 -engine, s_client -ssl_client_engine",
    deletes: "ca -revoke",
  },
  gpg: {
    global:
      "--no-tty --batch --keyring= --no-default-keyring --with-colons --fixed-list-mode --with-fingerprint --with-subkey-fingerprint --keyid-format= --no-auto-check-trustdb --armor -a -q --quiet -v --verbose --trust-model= --with-keygrip --keyserver= --status-fd=",
    reads: {
      "-k": "",
      "--list-keys": "",
      "-K": "",
      "--list-secret-keys": "",
      "--list-public-keys": "",
      "--list-sigs": "",
      "--check-sigs": "",
      "--list-signatures": "",
      "--fingerprint": "",
      "--verify": "",
      "--list-packets": "",
      "--list-config": "",
      "--card-status": "",
      "--version": "",
      "--print-md": "",
      "--export": "",
      "--show-keys": "",
      "--list-key": "",
      "--list-trustdb": "",
      "--verify-files": "",
    },
    reveals:
      "--export-secret-keys, --export-secret-subkeys, -d, --decrypt, --export-secret-key, --show-session-key, --gen-random, --export-ownertrust, --export-secret-ssh-key",
    deletes:
      "--delete-keys, --delete-key, --delete-secret-keys, --delete-secret-key, --delete-secret-and-public-key, --gen-revoke, --generate-revocation, --delete-secret-and-public-keys, --rebuild-keydb-caches",
    sends: "--send-keys",
    executes:
      "--homedir, --photo-viewer, --exec-path, --options, --agent-program, --gpg-agent-program, --dirmngr-program, --keyserver-options, --show-photos",
    writes: "*, -o, --output",
  },
  gpg2: {
    reads: { "--list-keys": "", "--list-secret-keys": "", "--verify": "", "--version": "", "--fingerprint": "" },
    writes: "*",
  },
  gpgv: { reads: { "*": "--keyring= -v -q --homedir=" } },
  gpgconf: {
    reads: {
      "--list-components": "",
      "--list-options": "",
      "--list-dirs": "",
      "--version": "",
      "--check-programs": "",
    },
    stops: "--kill, --reload",
    configures: "*",
  },
  "gpg-agent": { starts: "*" },
  "gpg-connect-agent": { executes: "*" },
  age: { reveals: "-d, --decrypt", writes: "*" },
  "age-keygen": { reveals: "*", reads: { "-y": "" } },
  certbot: {
    reads: { "certificates, plugins, show_account, --version": "-[n] -d= --cert-name= --domain= --config-dir=" },
    deletes: "delete, revoke, unregister, rollback",
    executes: "--pre-hook, --post-hook, --deploy-hook, --renew-hook",
    writes: "*",
  },
  "acme.sh": {
    reads: { "--list": "", "--version": "", "--info": "-d=" },
    deletes: "--remove, --revoke, --uninstall",
    writes: "*",
  },
  lego: { reads: { list: "* !--path", "--version": "" }, deletes: "revoke", writes: "*" },
  step: {
    reads: {
      "certificate inspect, certificate fingerprint, certificate lint, certificate verify, version, ca health, ca roots $0, ca root --help, crypto jwt inspect, crypto jwt verify, ssh inspect, ssh list, ssh hosts, certificate needs-renewal, oauth --help":
        "* !--out !--roots-out",
    },
    reveals: "crypto key inspect, crypto key format",
    deletes: "ca revoke",
    grants: "*",
  },
  mkcert: { reads: { "-CAROOT": "" }, style: "single-dash", grants: "*" },
  keytool: {
    style: "single-dash",
    reads: {
      "-list": "-v -keystore= -storepass= -alias= -rfc -cacerts -storetype=",
      "-printcert": "-file= -sslserver= -v -rfc",
      "-printcrl": "-file=",
      "-printcertreq": "-file=",
    },
    deletes: "-delete",
    grants: "*",
  },
  certutil: {
    reads: { "-L": "-[d] -d= -n= -a -h=", "-V": "-d= -n= -u=", "-K": "-d= -f=" },
    deletes: "-D, -F",
    grants: "*",
  },
  "update-ca-certificates": { grants: "*" },
  "update-ca-trust": { reads: { check: "" }, grants: "*" },
  trust: { reads: { "list, dump, check-format": "--filter= --purpose=" }, grants: "*" },
  sslscan: {
    reads: {
      "*": "-[46v] --targets= --show-certificate --show-certificates --no-check-certificate --show-client-cas --show-ciphers --show-cipher-ids --show-times --show-sigs --iana-names --no-cipher-details --ssl2 --ssl3 --tls10 --tls11 --tls12 --tls13 --tlsall --ocsp --no-ciphersuites --no-fallback --no-renegotiation --no-compression --no-heartbleed --no-groups --no-colour --starttls-smtp --starttls-imap --starttls-pop3 --starttls-ldap --starttls-ftp --starttls-psql --starttls-mysql --starttls-xmpp --rdp --sleep= --timeout= --connect-timeout= --sni-name= --bugs --verbose --version --ipv4 --ipv6",
    },
  },
  testssl: {
    reads: {
      "*": "-[46bcdeEfghHIpPqRsStUvxBCnW] -t= -x= --protocols --fast --quiet --color= --ip= --starttls= --severity= --sneaky --wide --warnings= --hints --headers --vulnerable --vulnerabilities --server-defaults --server-preference --std --fs --pfs --each-cipher --cipher-per-proto --heartbleed --ccs-injection --robot --breach --crime --poodle --beast --sweet32 --freak --logjam --drown --lucky13 --rc4 --grease --version --banner --help --assume-http --nodns= --sni= --full --show-each",
    },
  },
  sslyze: {
    reads: {
      "*": "--regular --certinfo --sslv2 --sslv3 --tlsv1 --tlsv1_1 --tlsv1_2 --tlsv1_3 --heartbleed --robot --openssl_ccs --fallback --compression --reneg --resum --http_headers --starttls= --sni= --mozilla_config= --certinfo_ca_file= --elliptic_curves --early_data --ems --slow_connection --quiet",
    },
  },
  cfssl: {
    reads: {
      "certinfo, version, scan, info":
        "-cert= -csr= -domain= -serial= -aki= -family= -scanner= -list -ip= -timeout= -num-workers= -profile= -remote= -label=",
    },
    style: "single-dash",
    grants: "*",
  },
  "ssh-audit": {
    reads: {
      "*": "-[12346bdjnvL] -p= -l= -t= -T= --ssh1 --ssh2 --port= --level= --json --batch --verbose --list-policies --lookup= --skip-rate-test --ipv4 --ipv6 --timeout= --targets= --list-hardening-guides",
    },
    sends: "--dheat, --conn-rate-test",
  },
  lynis: { reads: { "show, --version": "*" }, writes: "*" },
  rkhunter: { writes: "*" },
  chkrootkit: { reads: { "*": "-[qxln] -r=" } },
  clamscan: {
    reads: {
      "*": "-[riov] -d= --recursive --infected --quiet --no-summary --exclude= --exclude-dir= --include= --max-filesize= --max-scansize= --bell --stdout --database= --suppress-ok-results",
    },
    deletes: "--remove",
    writes: "--move, --copy, -l, --log",
  },
  clamdscan: {
    reads: { "*": "-[miv] --multiscan --infected --fdpass --no-summary --quiet --stream" },
    deletes: "--remove",
    writes: "--move, --copy, -l, --log",
  },
  freshclam: { writes: "*" },
  aide: {
    reads: {
      "--check": "-C --config=/etc/aide/aide.conf --config=/etc/aide.conf",
      "-C": "",
      "--compare": "",
      "-v": "",
      "-D": "",
    },
    writes: "*",
  },
  tripwire: { reads: { "--check": "" }, writes: "*" },
  oscap: {
    reads: { "info, -V, --version, xccdf validate, oval validate, ds sds-validate": "* !--verbose-log-file" },
    executes: "*",
  },
  hashdeep: { reads: { "*": "-[crxXmMeklbps]" } },
  rhash: { reads: { "*": "-[CHMTEGWArckv]" }, writes: "-o, --output, -u, --update" },
  htpasswd: { reads: { "-v": "-[b]" }, grants: "*", reveals: "-n" },
  mkpasswd: { reveals: "*" },
  pwgen: { reveals: "*" },
  makepasswd: { reveals: "*" },
  apg: { reveals: "*" },
  "secret-tool": { reads: { search: "" }, reveals: "lookup", deletes: "clear", grants: "store" },
  security: {
    reads: {
      "list-keychains, default-keychain, login-keychain, find-identity, list-smartcards, verify-cert":
        "-[vpPld] -d= -c= -p= -n= -r=",
    },
    reveals: "find-*, dump-*, export",
    deletes: "delete-*",
    grants: "*",
  },
  oathtool: { reveals: "*" },
  totp: { reveals: "*" },
  ykman: {
    reads: {
      "list, info, piv info, oath accounts list, otp info, fido info, openpgp info, config --help":
        "-[sHPo] -d= -r= --serials --readers --device= --show-hidden --oath-type --period -p= --password=",
    },
    reveals: "oath accounts code",
    deletes: "* reset, * * delete",
    configures: "*",
  },
  "pkcs11-tool": { reads: { "-L": "", "-O": "", "-M": "", "-I": "" }, configures: "*" },
  tpm2_pcrread: { reads: { "*": "" } },
  tpm2_getcap: { reads: { "*": "" } },
  minisign: { reads: { "-V": "-[xpHqPm] -m= -p= -P= -x=" }, writes: "*" },
  cracklib: { reads: { "*": "" } },
  steghide: { executes: "*" },
  ncrack: { executes: "*" },
  aircrack: { executes: "*" },
  "aircrack-ng": { executes: "*" },
  medusa: { executes: "*" },
  "testssl.sh": {
    reads: {
      "*": "-[46bcdeEfghHIpPqRsStUvxBCnW] -t= -x= --protocols --fast --quiet --color= --ip= --starttls= --severity= --sneaky --wide --warnings= --hints --headers --vulnerable --vulnerabilities --server-defaults --server-preference --std --fs --pfs --each-cipher --cipher-per-proto --heartbleed --ccs-injection --robot --breach --crime --poodle --beast --sweet32 --freak --logjam --drown --lucky13 --rc4 --grease --version --banner --help --assume-http --nodns= --sni= --full --show-each",
    },
  },
  sbctl: {
    reads: { "status, list-files, list-bundles, verify, list-enrolled-keys": "--json" },
    deletes: "reset, remove-file, remove-bundle",
    grants: "*",
  },
  jarsigner: { style: "single-dash", reads: { "-verify": "-verbose -certs -keystore= -strict" }, grants: "*" },
  lpass: {
    reads: { "status, ls, --version": "-[lumq] --sync=no --long --color=" },
    reveals: "show, export, generate",
    deletes: "rm, logout",
    writes: "*",
  },
  keybase: {
    reads: {
      "status, id, whoami, version, list-followers, list-following, device list, team list-memberships": "-j --json",
    },
    reveals: "paperkey, export",
    deletes: "device remove, logout, account delete",
    sends: "*",
  },
  zsteg: { reads: { "*": "-[avq] --all --verbose" } },
  ykinfo: { reads: { "*": "-[svmpacHIqt1]" } },
};
