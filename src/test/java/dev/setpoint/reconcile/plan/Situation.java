package dev.setpoint.reconcile.plan;

import static dev.setpoint.fixture.ResourceFixture.aContainer;

import dev.setpoint.fixture.NodeFixture;
import dev.setpoint.fixture.ResourceFixture;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** How the resource under test, {@code container/web}, may be found. */
@SuppressWarnings("ImmutableEnumChecker") // its functions hold no state
enum Situation {
  ABSENT(web -> web, NodeFixture::gone),
  EQUAL(web -> web, NodeFixture::with),
  CHANGED_IN_PLACE(web -> web.live("spec.memory", "32Mi"), NodeFixture::with),
  CHANGED_REPLACE(web -> web.live("spec.image", "registry.example/web:0"), NodeFixture::with),
  GIT_MOVED(web -> web.git("spec.image", "registry.example/web:2"), NodeFixture::with),
  BOTH_MOVED(
      web -> web.git("spec.image", "registry.example/web:2").live("spec.memory", "32Mi"),
      NodeFixture::with),
  STOPPED(web -> web.exited(137), NodeFixture::with),
  ORPHANED(web -> web, NodeFixture::orphan),
  FOREIGN(web -> web.markedBy("installation-2"), NodeFixture::with),
  UNMARKED(ResourceFixture::unmarked, NodeFixture::with),
  LEFTOVERS(web -> web.leftover("web-old"), NodeFixture::with),
  LOST_WITH_LEFTOVERS(web -> web.leftover("web-old"), NodeFixture::gone),
  UNKNOWN(web -> web, NodeFixture::unknown);

  private final UnaryOperator<ResourceFixture> resource;
  private final BiConsumer<NodeFixture, ResourceFixture> place;

  Situation(
      UnaryOperator<ResourceFixture> resource, BiConsumer<NodeFixture, ResourceFixture> place) {
    this.resource = resource;
    this.place = place;
  }

  /** What our record says of the resource. */
  enum Recorded {
    /** It names the object that is there. */
    THIS,
    /** It names another object. */
    OTHER,
    /** There is none. */
    NOTHING
  }

  /** The resource in this situation. */
  ResourceFixture web() {
    return of(aContainer("web"));
  }

  /** Any resource in this situation. */
  ResourceFixture of(ResourceFixture clean) {
    return resource.apply(clean);
  }

  /** Puts it on the node. */
  void put(NodeFixture node, ResourceFixture web, Recorded recorded) {
    place.accept(node, recorded == Recorded.OTHER ? web.recordedAs("another") : web);
    if (recorded == Recorded.NOTHING) {
      node.records().remove(web.id());
    }
  }
}
