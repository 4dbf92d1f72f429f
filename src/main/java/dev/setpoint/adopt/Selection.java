package dev.setpoint.adopt;

import dev.setpoint.adopt.Adopted.LeftOut;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.scalar.Names;
import dev.setpoint.manifest.scalar.Servers;
import dev.setpoint.manifest.shape.Grammar;
import dev.setpoint.target.draft.Draft;
import dev.setpoint.target.draft.Draft.Written;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which drafts become manifests: those asked for that a repository can hold side by side. */
final class Selection {
  private final Wish wish;
  private final Set<String> notFound;
  private final SortedMap<ResourceId, Chosen> chosen = new TreeMap<>();
  private final List<LeftOut> leftOut = new ArrayList<>();

  Selection(Wish wish) {
    this.wish = wish;
    this.notFound = new LinkedHashSet<>(wish.names().stream().sorted().toList());
  }

  void add(String target, List<Draft> drafts) {
    for (Draft draft : drafts) {
      if (isWanted(draft)) {
        switch (draft) {
          case Draft.LeftOut(var kind, var name, var why) -> leaveOut(target, kind, name, why);
          case Written written -> add(target, written);
        }
      }
    }
  }

  private boolean isWanted(Draft draft) {
    String full = draft.kind().word() + "/" + draft.name();
    boolean isNamed = wish.names().contains(draft.name()) || wish.names().contains(full);
    notFound.remove(draft.name());
    notFound.remove(full);
    return wish.names().isEmpty() || isNamed;
  }

  private void add(String target, Written written) {
    Optional<String> unfit = unfitName(written);
    Chosen other = chosen.get(written.id());
    if (unfit.isPresent()) {
      leaveOut(target, written.kind(), written.name(), unfit.get());
    } else if (other != null) {
      leaveOut(
          target,
          written.kind(),
          written.name(),
          "a repository has one %s of a name, and has that of %s; give one of them another name"
              .formatted(written.kind().yamlName(), other.target()));
    } else {
      chosen.put(written.id(), new Chosen(target, written));
    }
  }

  private static Optional<String> unfitName(Written written) {
    Grammar.Result<String> result =
        written.kind() == ResourceKind.INSTANCE
            ? Servers.parseInstanceName(written.name())
            : Names.parseName(written.name());
    return switch (result) {
      case Grammar.Read<String> _ -> Optional.empty();
      case Grammar.Refused<String>(var why, var remedy) ->
          Optional.of(
              "its name cannot be that of a manifest: %s; give it another one: %s"
                  .formatted(why, remedy));
    };
  }

  void leaveOut(String target, ResourceKind kind, String name, String why) {
    leftOut.add(new LeftOut(target, kind.word() + " " + name, why));
  }

  /** Takes one back that no repository could hold. */
  void drop(ResourceId id, String why) {
    Chosen gone = chosen.remove(id);
    if (gone != null) {
      leaveOut(gone.target(), id.kind(), id.name(), why);
    }
  }

  /** Those that become manifests. */
  SortedMap<ResourceId, Chosen> chosen() {
    return chosen;
  }

  boolean declares(String target, ResourceKind kind, String name) {
    Chosen found = chosen.get(new ResourceId(kind, name));
    return found != null && found.target().equals(target);
  }

  List<LeftOut> leftOut() {
    return leftOut;
  }

  List<String> notFound() {
    return List.copyOf(notFound);
  }
}
