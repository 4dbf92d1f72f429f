package dev.setpoint.adopt;

import dev.setpoint.manifest.ResourceId;
import java.util.List;
import java.util.Map;

/**
 * What came of it.
 *
 * @param documents the manifests, in the order of need
 * @param leftOut what has none
 * @param unanswered sentences on targets that did not answer
 * @param notFound names that nothing has
 * @param secrets values that the manifests refer to, by name; to be handed to the node, never shown
 */
public record Adopted(
    List<Document> documents,
    List<LeftOut> leftOut,
    List<String> unanswered,
    List<String> notFound,
    Map<String, String> secrets) {
  public Adopted {
    documents = List.copyOf(documents);
    leftOut = List.copyOf(leftOut);
    unanswered = List.copyOf(unanswered);
    notFound = List.copyOf(notFound);
    secrets = Map.copyOf(secrets);
  }

  /**
   * A manifest.
   *
   * @param target name of the target that holds it; empty for the node itself
   * @param file path that it is written to
   * @param yaml the whole text
   * @param notes sentences on what is not in it; they stand in the text too
   * @param drift fields in which it differs from what is live, and how; none when git would change
   *     nothing
   * @param files content of other files that it refers to, by path
   */
  public record Document(
      ResourceId id,
      String target,
      String file,
      String yaml,
      List<String> notes,
      List<String> drift,
      Map<String, String> files) {
    public Document {
      notes = List.copyOf(notes);
      drift = List.copyOf(drift);
      files = Map.copyOf(files);
    }
  }

  /**
   * Something without a manifest.
   *
   * @param what its kind and name
   * @param why a sentence with the remedy
   */
  public record LeftOut(String target, String what, String why) {}

  /** Whether git would change anything of what was taken over. */
  public boolean differs() {
    return documents.stream().anyMatch(document -> !document.drift().isEmpty());
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "Adopted[" + documents.size() + " manifests, " + leftOut.size() + " left out]";
  }
}
