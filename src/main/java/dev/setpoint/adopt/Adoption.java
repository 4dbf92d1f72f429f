package dev.setpoint.adopt;

import dev.setpoint.adopt.Adopted.Document;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.draft.Draft.Written;
import dev.setpoint.target.draft.Drafter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes manifests of what is live. Only reads; for one thread. */
public final class Adoption {
  private final List<Place> places;
  private final Hider hider;

  /**
   * An adoption; nothing is asked yet.
   *
   * @param places the targets, the preferred one first
   * @param hider the one that the targets hide secrets with
   */
  public Adoption(List<Place> places, Hider hider) {
    this.places = List.copyOf(places);
    this.hider = hider;
  }

  /** Drafts, reads and compares everything that is wished for. */
  public Adopted run(Wish wish) {
    var unanswered = new ArrayList<String>();
    var selection = new Selection(wish);
    for (Place place : places) {
      try {
        selection.add(place.name(), place.drafter().drafts());
      } catch (Drafter.Unreadable e) {
        unanswered.add("%s does not answer: %s".formatted(place.name(), e.getMessage()));
      }
    }
    var repository = new Repository(wish, selection, targets());
    var differences = differences(wish, selection, repository);
    return new Adopted(
        documents(selection, repository, differences),
        selection.leftOut(),
        unanswered,
        selection.notFound(),
        secrets(selection));
  }

  private Set<String> targets() {
    return places.stream().map(Place::name).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, String> secrets(Selection selection) {
    var secrets = new TreeMap<String, String>();
    selection.chosen().values().forEach(one -> secrets.putAll(one.draft().secrets()));
    return secrets;
  }

  private Map<ResourceId, List<String>> differences(
      Wish wish, Selection selection, Repository repository) {
    var differences = new TreeMap<ResourceId, List<String>>();
    repository
        .read()
        .ifPresent(manifests -> {
          var check = new SelfCheck(wish.node(), manifests, secrets(selection), hider);
          for (Place place : places) {
            List<ResourceId> here =
                selection.chosen().entrySet().stream()
                    .filter(entry -> entry.getValue().target().equals(place.name()))
                    .map(Map.Entry::getKey)
                    .toList();
            differences.putAll(check.differences(place.target(), here));
          }
        });
    return differences;
  }

  private static List<Document> documents(
      Selection selection, Repository repository, Map<ResourceId, List<String>> differences) {
    var documents = new ArrayList<Document>();
    if (!selection.chosen().isEmpty()) {
      repository
          .node()
          .ifPresent(text ->
              documents.add(
                  new Document(
                      repository.nodeId(),
                      "",
                      Repository.file(repository.nodeId()),
                      text,
                      List.of(),
                      List.of(),
                      Map.of())));
    }
    selection
        .chosen()
        .forEach((id, one) -> {
          List<String> drift = differences.getOrDefault(id, List.of());
          List<String> notes = notes(one.draft(), drift);
          boolean isProtected = one.draft().isLossy() || !drift.isEmpty();
          documents.add(
              new Document(
                  id,
                  one.target(),
                  Repository.file(id),
                  repository.text(id, notes, isProtected),
                  notes,
                  drift,
                  one.draft().files()));
        });
    return documents;
  }

  private static List<String> notes(Written draft, List<String> drift) {
    var notes = new ArrayList<String>();
    drift.forEach(line -> notes.add("Differs from what is live: " + line + "."));
    notes.addAll(draft.notes());
    if (draft.isLossy() || !drift.isEmpty()) {
      notes.add("Therefore protected: it is replaced only after 'setpoint approve'.");
    }
    new TreeMap<>(draft.secrets())
        .keySet()
        .forEach(name ->
            notes.add(
                "The node needs the secret %s with the value that is live now.".formatted(name)));
    return notes;
  }
}
