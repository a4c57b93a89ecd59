/**
 * Variables that a program, its loader or its runtime acts on: a handover that set one would decide what runs and whom
 * it trusts, which only the image may.
 */

const NAMES: ReadonlySet<string> = new Set([
  ...["PATH", "PATHEXT", "HOME", "USER", "USERNAME", "USERPROFILE", "SHELL", "IFS", "ENV", "PWD", "OLDPWD"],
  ...["TMP", "TEMP", "TMPDIR", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "ALLUSERSPROFILE", "PUBLIC"],
  ...[
    "COMSPEC",
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "WINDIR",
    "PSMODULEPATH",
    "DISPLAY",
    "BROWSER",
    "EDITOR",
    "PAGER",
  ],
  ...[
    "VISUAL",
    "CLASSPATH",
    "SSLKEYLOGFILE",
    "HOSTALIASES",
    "RES_OPTIONS",
    "NLSPATH",
    "LOCPATH",
    "LIBPATH",
    "ZDOTDIR",
    "KRB5_CONFIG",
    "TNS_ADMIN",
    "OPENJ9_JAVA_OPTIONS",
    "IBM_JAVA_OPTIONS",
  ],
]);

const PREFIXES: readonly string[] = [
  ...[
    "LD_",
    "DYLD_",
    "NODE_",
    "NPM_",
    "PYTHON",
    "PERL",
    "RUBY",
    "JAVA_",
    "JDK_",
    "DOTNET_",
    "COR_",
    "CORECLR_",
  ],
  ...[
    "COMPLUS_",
    "ELECTRON_",
    "CHROME_",
    "MOZ_",
    "QT_",
    "GTK_",
    "GIO_",
    "GLIBC_",
    "MALLOC_",
    "XDG_",
    "DBUS_",
  ],
  ...[
    "BASH",
    "PS1",
    "PS4",
    "PROGRAMFILES",
    "COMMONPROGRAM",
    "SSL_",
    "OPENSSL_",
    "CURL_",
    "REQUESTS_",
    "GIT_",
  ],
  ...[
    "AWS_",
    "APPSTREAM",
    "STREAMGATE_",
    "WAYLAND_",
    "CHROMIUM_",
    "WEBVIEW2_",
    "BUN_",
    "GST_",
    "GCONV_",
    "VK_",
  ],
];

/** Of a name in capitals. */
export function isReservedVariable(name: string): boolean {
  return NAMES.has(name) || name.endsWith("_PROXY") || PREFIXES.some((prefix) => name.startsWith(prefix));
}
