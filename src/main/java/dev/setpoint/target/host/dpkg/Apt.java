package dev.setpoint.target.host.dpkg;

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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The programs of apt. What a transaction would remove is looked at before it is made: a package
 * that nobody declared absent is never removed to make another one fit.
 */
final class Apt {
  private static final Duration QUICK = Duration.ofMinutes(1);
  private static final Duration SLOW = Duration.ofMinutes(30);
  private static final List<String> GET =
      List.of(
          "apt-get",
          "-y",
          "-q",
          "-o",
          "DPkg::Lock::Timeout=300",
          "-o",
          "Dpkg::Options::=--force-confdef",
          "-o",
          "Dpkg::Options::=--force-confold",
          "-o",
          "Dpkg::Use-Pty=0");
  private static final Pattern REMOVED = Pattern.compile("^(?:Remv|Purg) (\\S+)");
  private static final Pattern CANDIDATE = Pattern.compile("^  Candidate: (\\S+)$");
  private static final Pattern OFFER = Pattern.compile("^\\s*(\\S+) \\|\\s*(\\S+) \\|.*$");
  private static final Pattern UNKNOWN =
      Pattern.compile(
          "Unable to locate package|has no installation candidate|was not found"
              + "|404 +Not Found|Hash Sum mismatch|Unable to fetch",
          Pattern.CASE_INSENSITIVE);

  private final Programs programs;
  private volatile String architecture = "";

  Apt(Programs programs) {
    this.programs = programs;
  }

  /** The architecture of the machine; it never changes. */
  String architecture() {
    String known = architecture;
    if (known.isEmpty()) {
      known = programs.run(List.of("dpkg", "--print-architecture"), QUICK).output().strip();
      architecture = known;
    }
    return known;
  }

  /** The newest version that the sources offer, by name; none for a package they do not know. */
  Map<String, String> candidates(Collection<String> names) {
    var candidates = new HashMap<String, String>();
    String name = "";
    for (String line : ask("policy", names)) {
      Matcher candidate = CANDIDATE.matcher(line);
      if (!line.startsWith(" ") && line.endsWith(":")) {
        name = line.substring(0, line.length() - 1);
      } else if (candidate.matches() && !candidate.group(1).equals("(none)")) {
        candidates.put(name, candidate.group(1));
      }
    }
    return candidates;
  }

  /** All versions that the sources offer of a package. */
  List<String> offers(String name) {
    return ask("madison", List.of(name)).stream()
        .map(OFFER::matcher)
        .filter(Matcher::matches)
        .map(offer -> offer.group(2))
        .distinct()
        .toList();
  }

  private List<String> ask(String what, Collection<String> names) {
    var command = new ArrayList<>(List.of("apt-cache", what));
    command.addAll(names);
    return programs.run(command, QUICK).output().lines().toList();
  }

  /** Files of a package that are not as packaged, configuration aside. */
  Set<String> tampered(String name) {
    var files = new TreeSet<String>();
    programs
        .run(List.of("dpkg", "--verify", name), SLOW)
        .output()
        .lines()
        .map(line -> line.split("\\s+", 3))
        .filter(words -> words.length >= 2 && !words[1].equals("c"))
        .forEach(words -> files.add(words[words.length - 1]));
    return files;
  }

  /** Marks packages as held or not. */
  void hold(boolean held, Collection<String> names) {
    if (!names.isEmpty()) {
      var command = new ArrayList<>(List.of("apt-mark", held ? "hold" : "unhold"));
      command.addAll(names);
      Result result = programs.run(command, QUICK);
      if (!result.worked()) {
        throw new HostException(
            FailureReason.TARGET_REFUSED,
            "apt-mark did not work: %s; run it by hand".formatted(result.complaint()));
      }
    }
  }

  /** Fetches the lists of the sources anew. */
  void update() {
    run("update", List.of());
  }

  /**
   * Does all of it in one transaction.
   *
   * @param mayGo names of packages that are declared absent
   * @throws HostException when it does not work, or would remove what nobody declared absent
   */
  void carryOut(List<Wish> wishes, Set<String> mayGo) {
    var options = new ArrayList<String>();
    if (wishes.stream().anyMatch(Wish::downgrade)) {
      options.add("--allow-downgrades");
    }
    if (wishes.stream().anyMatch(wish -> wish.deed() == Wish.Deed.REINSTALL)) {
      options.add("--reinstall");
    }
    var arguments = new ArrayList<>(options);
    wishes.stream().map(Wish::argument).forEach(arguments::add);
    refuseRemovals(wishes, arguments, mayGo);
    run("install", arguments);
  }

  private void refuseRemovals(List<Wish> wishes, List<String> arguments, Set<String> mayGo) {
    var command = new ArrayList<>(List.of("-s", "install"));
    command.addAll(arguments);
    Result simulated = run(command);
    var asked = wishes.stream().filter(Wish::removes).map(Wish::name).collect(Collectors.toSet());
    var others = new TreeSet<String>();
    simulated
        .output()
        .lines()
        .map(REMOVED::matcher)
        .filter(Matcher::find)
        .map(removed -> removed.group(1))
        .filter(name -> !asked.contains(name) && !mayGo.contains(name))
        .forEach(others::add);
    if (!others.isEmpty()) {
      throw new HostException(
          FailureReason.NEEDS_HUMAN,
          "apt would also remove %s, which nobody declared absent; nothing was done. Declare them"
                  .formatted(String.join(", ", others))
              + " absent, or solve it by hand");
    }
  }

  private void run(String verb, List<String> arguments) {
    var command = new ArrayList<>(List.of(verb));
    command.addAll(arguments);
    run(command);
  }

  private Result run(List<String> arguments) {
    var command = new ArrayList<>(GET);
    command.addAll(arguments);
    Result result = programs.run(command, SLOW);
    if (result.worked()) {
      return result;
    }
    String complaint = complaint(result);
    boolean unknown = UNKNOWN.matcher(result.errors() + result.output()).find();
    throw new HostException(
        unknown ? FailureReason.PACKAGE_UNAVAILABLE : FailureReason.PACKAGE_BROKEN,
        "apt says: %s; %s"
            .formatted(
                complaint,
                unknown
                    ? "correct the name or version, or the sources of the machine"
                    : "run apt-get by hand to see all of it"));
  }

  private static String complaint(Result result) {
    String errors =
        (result.errors() + "\n" + result.output())
            .lines()
            .filter(line -> line.startsWith("E: ") || line.contains("error"))
            .map(line -> line.replaceFirst("^E: ", ""))
            .distinct()
            .limit(3)
            .collect(Collectors.joining("; "));
    return errors.isEmpty() ? result.complaint() : errors;
  }
}
