package dev.setpoint.manifest.scalar;

import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.yaml.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Shapes of words that the kernel knows: signals, capabilities and resource limits. */
public final class Signals {
  private static final List<String> SIGNALS =
      List.of(
          "SIGHUP",
          "SIGINT",
          "SIGQUIT",
          "SIGABRT",
          "SIGKILL",
          "SIGUSR1",
          "SIGUSR2",
          "SIGALRM",
          "SIGTERM",
          "SIGCONT",
          "SIGSTOP",
          "SIGTSTP",
          "SIGWINCH",
          "SIGPWR",
          "SIGIO",
          "SIGPIPE",
          "SIGCHLD",
          "SIGURG",
          "SIGTRAP",
          "SIGSYS",
          "SIGXCPU",
          "SIGXFSZ",
          "SIGTTIN",
          "SIGTTOU");
  private static final Pattern REALTIME =
      Pattern.compile("SIGRT(MIN(\\+[1-9]|\\+1[0-5])?|MAX(-[1-9]|-1[0-4])?)");

  private static final List<String> CAPABILITIES =
      List.of(
          "ALL",
          "AUDIT_CONTROL",
          "AUDIT_READ",
          "AUDIT_WRITE",
          "BLOCK_SUSPEND",
          "BPF",
          "CHECKPOINT_RESTORE",
          "CHOWN",
          "DAC_OVERRIDE",
          "DAC_READ_SEARCH",
          "FOWNER",
          "FSETID",
          "IPC_LOCK",
          "IPC_OWNER",
          "KILL",
          "LEASE",
          "LINUX_IMMUTABLE",
          "MAC_ADMIN",
          "MAC_OVERRIDE",
          "MKNOD",
          "NET_ADMIN",
          "NET_BIND_SERVICE",
          "NET_BROADCAST",
          "NET_RAW",
          "PERFMON",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYS_ADMIN",
          "SYS_BOOT",
          "SYS_CHROOT",
          "SYS_MODULE",
          "SYS_NICE",
          "SYS_PACCT",
          "SYS_PTRACE",
          "SYS_RAWIO",
          "SYS_RESOURCE",
          "SYS_TIME",
          "SYS_TTY_CONFIG",
          "SYSLOG",
          "WAKE_ALARM");

  /** A signal by its full name. */
  public static final Shape<String> SIGNAL =
      Shapes.text("a signal", "^SIG[A-Z0-9+-]+$", "SIGTERM", Signals::parseSignal);

  /** A capability of Linux without {@code CAP_}. */
  public static final Shape<String> CAPABILITY =
      Shapes.text("a capability", "^[A-Z_]+$", "NET_ADMIN", Signals::parseCapability);

  /** Name of a limit that the kernel holds per process. */
  public static final Shape<String> ULIMIT_NAME =
      Shapes.words(
          "core",
          "cpu",
          "data",
          "fsize",
          "locks",
          "memlock",
          "msgqueue",
          "nice",
          "nofile",
          "nproc",
          "rss",
          "rtprio",
          "rttime",
          "sigpending",
          "stack");

  private Signals() {}

  private static Grammar.Result<String> parseSignal(String text) {
    if (SIGNALS.contains(text) || REALTIME.matcher(text).matches()) {
      return Grammar.read(text);
    }
    String likely = "SIG" + text.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
    return Grammar.refused(
        "signals are written by their full name in capitals",
        Nearest.to(likely, SIGNALS).map(known -> "write " + known).orElse("write SIGTERM"));
  }

  private static Grammar.Result<String> parseCapability(String text) {
    if (CAPABILITIES.contains(text)) {
      return Grammar.read(text);
    }
    String likely = text.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", "");
    return Grammar.refused(
        "capabilities are written in capitals without CAP_ and must be known to Linux",
        Nearest.to(likely, CAPABILITIES)
            .map(known -> "write " + known)
            .orElse("write something like NET_ADMIN"));
  }
}
