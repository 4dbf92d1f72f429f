package dev.setpoint.manifest.node;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What kind of program a target is; decides which kinds of resource it can hold. */
public enum TargetFamily {
  /** An engine of application containers. */
  ENGINE("docker or podman"),
  /** A server of system containers and virtual machines. */
  SERVER("lxd or incus"),
  /** The machine itself. */
  HOST("host");

  private static final String OR = " or ";

  private final String sentence;

  TargetFamily(String sentence) {
    this.sentence = sentence;
  }

  /** The names of its targets. */
  public List<String> words() {
    return List.of(sentence.split(OR));
  }

  /** Its names in a sentence. */
  public String sentence() {
    return sentence;
  }

  /** The family of a target; one that goes by another name behaves as an engine. */
  public static TargetFamily of(String target) {
    return known(target).orElse(ENGINE);
  }

  /** The family of a target; empty when the name is none that a manifest may declare. */
  public static Optional<TargetFamily> known(String target) {
    return Arrays.stream(values()).filter(family -> family.words().contains(target)).findFirst();
  }

  /** Every name that a manifest may declare a target by. */
  public static List<String> allWords() {
    return Arrays.stream(values()).flatMap(family -> family.words().stream()).toList();
  }
}
