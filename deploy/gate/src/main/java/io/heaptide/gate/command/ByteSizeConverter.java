package io.heaptide.gate.command;

import io.heaptide.gate.ByteSize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes as people write them: {@code 512}, {@code 1KiB}. */
final class ByteSizeConverter implements ITypeConverter<ByteSize> {

    @Override
    public ByteSize convert(String text) {
        try {
            return ByteSize.parse(text);
        } catch (IllegalArgumentException no) {
            throw new TypeConversionException(String.valueOf(no.getMessage()));
        }
    }
}
