package dev.setpoint.target.host.systemd;

import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.target.host.machine.HostException;
import dev.setpoint.target.host.machine.Programs;
import dev.setpoint.target.host.machine.Programs.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program systemctl. */
record Systemctl(Programs programs) {
  private static final Duration QUICK = Duration.ofSeconds(30);
  private static final Duration SLOW = Duration.ofMinutes(5);
  private static final String PROPERTIES =
      "Id,LoadState,ActiveState,SubState,UnitFileState,FragmentPath,NeedDaemonReload,"
          + "ActiveEnterTimestamp,ExecMainStartTimestamp,StateChangeTimestamp,Type";

  /** Properties of these units, by the name that each was asked by. */
  Map<String, Map<String, String>> show(Collection<String> names) {
    var command =
        new ArrayList<>(List.of("systemctl", "show", "--timestamp=us+utc", "-p", PROPERTIES, "--"));
    command.addAll(names);
    Result result = run(command, QUICK);
    var blocks = result.output().strip().split("\n\n");
    var byName = new HashMap<String, Map<String, String>>();
    int at = 0;
    for (String name : names) {
      byName.put(name, at < blocks.length ? properties(blocks[at]) : Map.of());
      at++;
    }
    return byName;
  }

  private static Map<String, String> properties(String block) {
    var properties = new HashMap<String, String>();
    for (String line : block.split("\n")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        properties.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return properties;
  }

  /** A change of one unit, or of systemd itself when the name is empty. */
  void change(String verb, String name) {
    var command = new ArrayList<>(List.of("systemctl", verb));
    if (!name.isEmpty()) {
      command.addAll(List.of("--", name));
    }
    run(command, SLOW);
  }

  private Result run(List<String> command, Duration within) {
    Result result = programs.run(command, within);
    if (!result.worked()) {
      throw new HostException(
          command.contains("start") || command.contains("restart")
              ? FailureReason.START_FAILED
              : FailureReason.TARGET_REFUSED,
          "%s did not work: %s"
              .formatted(String.join(" ", command).replace(" --", ""), result.complaint()));
    }
    return result;
  }

  /** The last lines of a unit's journal, for people who look why it does not run. */
  String journal(String name) {
    try {
      Result result =
          programs.run(
              List.of("journalctl", "-q", "--no-pager", "-o", "cat", "-n", "8", "-u", name), QUICK);
      return String.join("; ", result.output().strip().lines().toList());
    } catch (HostException e) {
      return "";
    }
  }
}
