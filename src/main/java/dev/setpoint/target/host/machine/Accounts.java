package dev.setpoint.target.host.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names and numbers of users and groups as the machine's own files have them at one moment. Those
 * of a directory service are not known here and are written by number.
 */
public final class Accounts {
  private static final long MAX_BYTES = 16L << 20;
  private static final int FIELDS = 4;

  private final Map<String, Integer> users;
  private final Map<String, Integer> groups;

  private Accounts(Map<String, Integer> users, Map<String, Integer> groups) {
    this.users = users;
    this.groups = groups;
  }

  /** Those of a machine now. */
  public static Accounts of(Machine machine) throws IOException {
    return new Accounts(read(machine.at("/etc/passwd")), read(machine.at("/etc/group")));
  }

  private static Map<String, Integer> read(Path file) throws IOException {
    var byName = new HashMap<String, Integer>();
    if (Files.notExists(file)) {
      return byName;
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " has more than " + MAX_BYTES + " bytes");
    }
    for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).split("\n")) {
      String[] fields = line.split(":", FIELDS);
      if (fields.length == FIELDS && fields[2].matches("[0-9]{1,9}")) {
        byName.putIfAbsent(fields[0], Integer.parseInt(fields[2]));
      }
    }
    return byName;
  }

  /** The number of a user named by name or number. */
  public Optional<Integer> user(String nameOrNumber) {
    return number(nameOrNumber, users);
  }

  /** The number of a group named by name or number. */
  public Optional<Integer> group(String nameOrNumber) {
    return number(nameOrNumber, groups);
  }

  private static Optional<Integer> number(String text, Map<String, Integer> byName) {
    return text.matches("[0-9]{1,9}")
        ? Optional.of(Integer.parseInt(text))
        : Optional.ofNullable(byName.get(text));
  }

  /** A name of a user's number that a declaration may have used, else the number as text. */
  public String userAs(String declared, int uid) {
    return as(declared, uid, users);
  }

  /** A name of a group's number that a declaration may have used, else the number as text. */
  public String groupAs(String declared, int gid) {
    return as(declared, gid, groups);
  }

  private static String as(String declared, int number, Map<String, Integer> byName) {
    if (number(declared, byName).filter(known -> known == number).isPresent()) {
      return declared;
    }
    return byName.entrySet().stream()
        .filter(each -> each.getValue() == number)
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst()
        .orElse(String.valueOf(number));
  }
}
