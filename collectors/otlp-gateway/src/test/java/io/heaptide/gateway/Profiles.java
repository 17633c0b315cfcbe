package io.heaptide.gateway;

import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.profiles.v1development.Function;
import io.opentelemetry.proto.profiles.v1development.Line;
import io.opentelemetry.proto.profiles.v1development.Location;
import io.opentelemetry.proto.profiles.v1development.Mapping;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.ResourceProfiles;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.ScopeProfiles;
import io.opentelemetry.proto.profiles.v1development.Stack;
import io.opentelemetry.proto.profiles.v1development.ValueType;
import java.util.Arrays;
import java.util.List;

/** OTLP profiles for tests: one stack, {@code java.util.HashMap.put} called by {@code shop.Cache.put}. */
final class Profiles {

    private static final List<String> STRINGS = List.of(
            "",
            "inuse_space",
            "bytes",
            "inuse_objects",
            "count",
            "java.util.HashMap.put",
            "shop.Cache.put",
            "cpu",
            "nanoseconds");

    private Profiles() {}

    /** Live bytes and live objects of one time: two profiles, one snapshot. */
    static ExportProfilesServiceRequest heap() {
        return request(profile("inuse_space", "bytes", 1, 4_096), profile("inuse_objects", "count", 1, 2));
    }

    static ExportProfilesServiceRequest heapAndOneThatPointsNowhere() {
        return request(
                profile("inuse_space", "bytes", 1, 4_096),
                profile("inuse_objects", "count", 77, 2),
                profile("cpu", "nanoseconds", 1, 5));
    }

    static Profile profile(String type, String unit, int stack, long value) {
        return Profile.newBuilder()
                .setSampleType(ValueType.newBuilder()
                        .setTypeStrindex(STRINGS.indexOf(type))
                        .setUnitStrindex(STRINGS.indexOf(unit)))
                .setTimeUnixNano(Requests.nanos(Requests.NOW) - 60_000_000_000L)
                .setDurationNano(60_000_000_000L)
                .addSamples(Sample.newBuilder().setStackIndex(stack).addValues(value))
                .build();
    }

    static ExportProfilesServiceRequest request(Profile... profiles) {
        return ExportProfilesServiceRequest.newBuilder()
                .setDictionary(dictionary())
                .addResourceProfiles(ResourceProfiles.newBuilder()
                        .setResource(Requests.resource("checkout-1"))
                        .addScopeProfiles(ScopeProfiles.newBuilder().addAllProfiles(Arrays.asList(profiles))))
                .build();
    }

    private static ProfilesDictionary dictionary() {
        return ProfilesDictionary.newBuilder()
                .addAllStringTable(STRINGS)
                .addMappingTable(Mapping.getDefaultInstance())
                .addFunctionTable(Function.getDefaultInstance())
                .addFunctionTable(Function.newBuilder().setNameStrindex(STRINGS.indexOf("java.util.HashMap.put")))
                .addFunctionTable(Function.newBuilder().setNameStrindex(STRINGS.indexOf("shop.Cache.put")))
                .addLocationTable(Location.getDefaultInstance())
                .addLocationTable(Location.newBuilder()
                        .addLines(Line.newBuilder().setFunctionIndex(1))
                        .addLines(Line.newBuilder().setFunctionIndex(2)))
                .addStackTable(Stack.getDefaultInstance())
                .addStackTable(Stack.newBuilder().addLocationIndices(1))
                .build();
    }
}
