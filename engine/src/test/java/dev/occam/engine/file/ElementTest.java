package dev.occam.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ElementTest {
    @Test
    void halvesAreReadAsIeee754Says() {
        assertThat(Element.half((short) 0x3c00)).isEqualTo(1f);
        assertThat(Element.half((short) 0xc000)).isEqualTo(-2f);
        assertThat(Element.half((short) 0x7bff)).isEqualTo(65504f);
        assertThat(Element.half((short) 0x0400)).isEqualTo(0x1p-14f);
        assertThat(Element.half((short) 0x0001)).isEqualTo(0x1p-24f);
        assertThat(Element.half((short) 0x83ff)).isEqualTo(-0x3ffp-24f);
        assertThat(Element.half((short) 0x8000)).isEqualTo(-0f);
        assertThat(Element.half((short) 0x7c00)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Element.half((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(Element.half((short) 0x7e00)).isNaN();
    }
}
