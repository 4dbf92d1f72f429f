package dev.setpoint.target.docker.fields;

import dev.setpoint.manifest.container.ContainerSpec;
import dev.setpoint.manifest.container.EnvValue;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.wire.SecretKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A declared container with what its manifest refers to.
 *
 * @param spec the declaration
 * @param inputs files and secrets
 */
public record DeclaredContainer(ContainerSpec spec, ResourceInputs inputs) {
  static final String MISSING = "(missing ";

  /** Variables as they are compared: secrets hidden, what is missing named. */
  FieldValue env() {
    var entries = new TreeMap<String, FieldValue>();
    spec.env().forEach((key, value) -> entries.put(key, envValue(key, value)));
    return FieldValue.entries(entries);
  }

  private FieldValue envValue(String key, EnvValue value) {
    Optional<String> text = text(value);
    if (text.isEmpty()) {
      return FieldValue.text(MISSING + what(value) + ")");
    }
    boolean hide = value instanceof EnvValue.Secret || SecretKeys.looksSecret(key);
    return hide ? inputs.hider().hide(text.get()) : FieldValue.text(text.get());
  }

  private static String what(EnvValue value) {
    return switch (value) {
      case EnvValue.Literal(var text) -> text;
      case EnvValue.FromFile(var path) -> "file " + path;
      case EnvValue.Secret(var name) -> "secret " + name;
    };
  }

  private Optional<String> text(EnvValue value) {
    return switch (value) {
      case EnvValue.Literal(var text) -> Optional.of(text);
      case EnvValue.FromFile(var path) -> inputs.file(path).map(DeclaredContainer::line);
      case EnvValue.Secret(var name) -> inputs.secret(name);
    };
  }

  private static String line(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  /** Variables in clear, for the engine alone. */
  public Map<String, String> plainEnv() {
    var env = new TreeMap<String, String>();
    spec.env().forEach((key, value) -> text(value).ifPresent(text -> env.put(key, text)));
    return env;
  }

  /** Variables whose values come from secrets. */
  public List<String> secretEnv() {
    return spec.env().entrySet().stream()
        .filter(entry -> entry.getValue() instanceof EnvValue.Secret)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /**
   * Variables in clear whose values may appear in no output, those that are long enough to tell.
   */
  public Map<String, String> plainSecrets() {
    var secrets = new TreeMap<>(plainEnv());
    secrets
        .entrySet()
        .removeIf(entry ->
            entry.getValue().length() < 4
                || !(spec.env().get(entry.getKey()) instanceof EnvValue.Secret
                    || SecretKeys.looksSecret(entry.getKey())));
    return secrets;
  }

  /** What is referred to and not there, such as {@code secret shop/db-password}. */
  public List<String> missing() {
    var missing = new ArrayList<String>();
    spec.env().values().stream()
        .filter(value -> text(value).isEmpty())
        .map(DeclaredContainer::what)
        .forEach(missing::add);
    spec.files().stream()
        .filter(file -> inputs.file(file.from()).isEmpty())
        .map(file -> "file " + file.from())
        .forEach(missing::add);
    return missing.stream().distinct().sorted().toList();
  }
}
