package dev.setpoint.target.lxd.spelling;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Values of configuration and device keys in one spelling. The key decides what a value may be:
 * free text stays as it is, to the letter.
 */
public final class ConfigValues {
  /** Keys whose values belong to people and programs, not to the server. */
  private static final Pattern FREE =
      Pattern.compile(
          "(user|environment|raw|cloud-init|image|volatile|linux\\.sysctl|smbios11"
              + "|systemd\\.credential(-binary)?)\\..*|path|source|name|.*\\.name");

  private static final Pattern SIZE =
      Pattern.compile(
          "(.*\\.)?size(\\.state)?|limits\\.(memory|disk|ingress|egress|max|read|write)"
              + "|limits\\.(memory\\.hugepages|disk\\.pool)\\..*|.*\\.blocksize|.*\\.(readahead)"
              + "|ceph\\.osd\\.data_size");

  /** Numbers in the midst of keys that otherwise are switches. */
  private static final Set<String> NUMBERS = Set.of("security.idmap.base", "security.idmap.size");

  private static final Pattern SWITCH =
      Pattern.compile(
          "(security|features|migration)\\..*|boot\\.autostart|.*\\.(nat|dhcp|firewall|routing"
              + "|stateful)|limits\\.memory\\.swap|restricted|readonly|required|recursive");

  private ConfigValues() {}

  /** One value. */
  public static String normal(String key, String value) {
    if (FREE.matcher(key).matches() || NUMBERS.contains(key)) {
      return value;
    }
    if (SIZE.matcher(key).matches()) {
      return Sizes.normal(value);
    }
    return SWITCH.matcher(key).matches() ? Switches.normal(value) : Switches.normalWord(value);
  }

  /** All values of a map; keys with an empty value are not there for a server. */
  public static SortedMap<String, String> normal(Map<String, String> config) {
    var normal = new TreeMap<String, String>();
    config.forEach((key, value) -> {
      if (!value.isEmpty()) {
        normal.put(key, normal(key, value));
      }
    });
    return normal;
  }
}
