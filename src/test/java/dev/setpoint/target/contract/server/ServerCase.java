package dev.setpoint.target.contract.server;

import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import java.util.List;

/**
 * One row of the table of fields of what servers hold.
 *
 * @param what a word for people, when a field has several cases
 * @param name of the resource in the repository
 * @param rule path of the rule that it is a case of
 * @param paths where drift must show, and nowhere else
 * @param move what somebody does by hand; does nothing where no hand can
 * @param remedy what must correct it
 * @param edits texts of the manifest and what git says instead, in turn; none where git cannot
 * @param blame what the culprit must have done, as a part of it; empty where nobody is named
 */
record ServerCase(
    String what,
    ResourceKind kind,
    String name,
    String rule,
    List<String> paths,
    ServerMove move,
    Remedy remedy,
    List<String> edits,
    String blame) {
  private static final ServerMove NOBODY =
      (site, path) -> {
        throw new IllegalStateException("no hand moves " + path + " at " + site.word());
      };

  ServerCase {
    paths = List.copyOf(paths);
    edits = List.copyOf(edits);
  }

  /** A case of a field; drift shows at the rule's own path unless another one is said. */
  static ServerCase of(ResourceKind kind, String name, String rule) {
    return new ServerCase(
        "moved", kind, name, rule, List.of(rule), NOBODY, Remedy.IN_PLACE, List.of(), event(kind));
  }

  /** How events of such things begin; those of images do not say which resource they concern. */
  private static String event(ResourceKind kind) {
    return switch (kind) {
      case PROJECT -> "project-updated";
      case STORAGEPOOL -> "storage-pool-updated";
      case NETWORK -> "network-updated";
      case VOLUME -> "storage-volume-updated";
      case INSTANCEPROFILE -> "profile-updated";
      case INSTANCE -> "instance-updated";
      default -> "";
    };
  }

  /** A word that tells it from other cases of the field. */
  ServerCase called(String word) {
    return new ServerCase(word, kind, name, rule, paths, move, remedy, edits, blame);
  }

  /** Where drift shows. */
  ServerCase at(String... drift) {
    return new ServerCase(what, kind, name, rule, List.of(drift), move, remedy, edits, blame);
  }

  ServerCase moved(ServerMove how) {
    return new ServerCase(what, kind, name, rule, paths, how, remedy, edits, blame);
  }

  ServerCase by(Remedy correction) {
    return new ServerCase(what, kind, name, rule, paths, move, correction, edits, blame);
  }

  /** What git says later instead of a text. */
  ServerCase edited(String... texts) {
    return new ServerCase(what, kind, name, rule, paths, move, remedy, List.of(texts), blame);
  }

  /** What the server says of what the culprit did. */
  ServerCase blames(String words) {
    return new ServerCase(what, kind, name, rule, paths, move, remedy, edits, words);
  }

  /** Nobody is named. */
  ServerCase blamesNobody() {
    return blames("");
  }

  /** Whether a hand can move it. */
  boolean isMoved() {
    return !move.equals(NOBODY);
  }

  /** The manifest as git says it later. */
  String edit(String manifest) {
    String edited = manifest;
    for (int i = 0; i + 1 < edits.size(); i += 2) {
      if (!edited.contains(edits.get(i))) {
        throw new IllegalStateException("the manifest does not say " + edits.get(i));
      }
      edited = edited.replace(edits.get(i), edits.get(i + 1));
    }
    return edited;
  }

  @Override
  public String toString() {
    return kind.word() + " " + rule + " " + what;
  }
}
