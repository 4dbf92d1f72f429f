package dev.setpoint.target.lxd.instance.fields;

import dev.setpoint.target.lxd.instance.fields.Option.Form;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is known of the options of instances and of the keys of their devices: the table {@code
 * instance-options.txt} beside this class, made from what the servers say themselves (GET
 * /1.0/metadata/configuration of Incus 6.0). Servers that say it are asked; this is for those that
 * do not, and for how values are written.
 */
final class Options {
  private static final String FILE = "instance-options.txt";
  private static final Options SHIPPED = read();

  private final Map<String, Option> exact = new HashMap<>();
  private final List<Map.Entry<String, Option>> beginnings = new ArrayList<>();

  private Options() {}

  /** The table that is shipped. */
  static Options shipped() {
    return SHIPPED;
  }

  /** What is known of an option. */
  Option option(String key) {
    return find("config", key);
  }

  /**
   * What is known of a key of a device.
   *
   * @param type of the device
   */
  Option deviceKey(String type, String key) {
    return find(type, key);
  }

  private Option find(String sort, String key) {
    String name = sort + " " + key;
    Option found = exact.get(name);
    if (found != null) {
      return found;
    }
    return beginnings.stream()
        .filter(each -> name.startsWith(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Option.UNKNOWN);
  }

  private static Options read() {
    try (InputStream in = Options.class.getResourceAsStream(FILE)) {
      String text =
          new String(Objects.requireNonNull(in, FILE).readAllBytes(), StandardCharsets.UTF_8);
      var options = new Options();
      text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(options::add);
      // the longest beginning says most
      options.beginnings.sort((a, b) -> b.getKey().length() - a.getKey().length());
      return options;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String line) {
    String[] words = line.strip().split("\\s+");
    String name = words[0] + " " + words[1];
    var option =
        new Option(
            Form.of(words[2]),
            words[3].equals("live") || words[3].equals("live-container"),
            words[3].equals("live"));
    if (name.endsWith("*")) {
      beginnings.add(Map.entry(name.substring(0, name.length() - 1), option));
    } else {
      exact.put(name, option);
    }
  }
}
