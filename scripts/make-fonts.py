"""Makes the fonts of src/pictures/fonts (all but Inter 400, which is taken as it comes). By hand, when one is renewed; never in a build.

    npm install --prefix packages @expo-google-fonts/inter@0.4.2 @fontsource/noto-color-emoji@5.3.2 \\
      @fontsource-variable/noto-sans-symbols@5.3.0 \\
      @fontsource/noto-sans{,-arabic,-armenian,-bengali,-devanagari,-georgian,-gujarati,-gurmukhi,-hebrew,-jp,-kannada}@5.3.0 \\
      @fontsource/noto-sans-{kr,malayalam,sc,symbols-2,tamil,tc,telugu,thai}@5.3.0
    pip install fonttools==4.38.0 brotli==1.0.9
    python3 scripts/make-fonts.py packages/node_modules src/pictures/fonts

Each file is a plain TrueType font packed with Brotli, which Node unpacks off the event loop. A .woff2 is smaller by a fifth, but the
canvas decodes it on the event loop, and twice: a quarter of a second for the emoji.
"""

import sys
from pathlib import Path

import brotli
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.varLib.instancer import instantiateVariableFont

PACKAGES, OUT = map(Path, sys.argv[1:3])

SCRIPTS = "arabic devanagari hebrew thai bengali tamil telugu gujarati gurmukhi kannada malayalam georgian armenian".split()
LETTERS = "20-7e,a0-52f,1e00-20bf,2100-22ff,2c60-2c7f,a640-a69f,a720-a7ff,ab30-ab6f,fb00-fb06"
SYMBOLS = "2190-21ff,2300-23ff,25a0-27bf,2b00-2bff"
# Shown in color by everybody (Unicode's Emoji_Presentation), so not as a symbol.
EMOJI_ONLY = (
    "231a-231b,23e9-23ec,23f0,23f3,25fd-25fe,2614-2615,2648-2653,267f,2693,26a1,26aa-26ab,26bd-26be,26c4-26c5,26ce,26d4,26ea,26f2-26f3,"
    "26f5,26fa,26fd,2705,270a-270b,2728,274c,274e,2753-2755,2757,2795-2797,27b0,27bf,2b1b-2b1c,2b50,2b55"
)
# What only vertical text, other software's menus and hinting need, and a second drawing of each emoji.
UNUSED = ["SVG ", "STAT", "vhea", "vmtx", "BASE", "gasp", "DSIG", "meta", "MVAR", "prep", "fpgm", "cvt "]
FEATURES = (
    "kern mark mkmk ccmp locl liga rlig rclt calt init medi fina isol akhn rphf rkrf blwf half pstf vatu cjct cfar pref abvf pres abvs "
    "blws psts haln nukt abvm blwm dist curs ljmo vjmo tjmo"
).split()


def main():
    for weight, name in [(500, "Medium"), (700, "Bold")]:
        path = PACKAGES / f"@expo-google-fonts/inter/{weight}{name}/Inter_{weight}{name}.ttf"
        make(f"inter-{weight}", with_even_figures(TTFont(path)), ranges(LETTERS))
    for script in SCRIPTS:
        make(script, noto(script, script))
    japanese, chinese, traditional = noto("jp", "japanese"), noto("sc", "chinese-simplified"), noto("tc", "chinese-traditional")
    more = covered(traditional) - covered(japanese) - covered(chinese)
    make("japanese", japanese)
    make("chinese", chinese)
    make("chinese-more", traditional, more)
    make("korean", noto("kr", "korean"))
    make("phonetic", noto("", "latin-ext"), ranges("1d00-1dbf"))
    symbols = ranges(SYMBOLS) - ranges(EMOJI_ONLY)
    second = noto("symbols-2", "symbols", 400)
    first = TTFont(PACKAGES / "@fontsource-variable/noto-sans-symbols/files/noto-sans-symbols-symbols-wght-normal.woff2")
    make("symbols-more", instantiateVariableFont(first, {"wght": 500}), symbols - covered(second))
    make("symbols", second, symbols)
    make("emoji", TTFont(PACKAGES / "@fontsource/noto-color-emoji/files/noto-color-emoji-emoji-400-normal.woff"))
    pack("any", any_character())


def noto(package, subset, weight=500):
    name = f"noto-sans-{package}".rstrip("-")
    return TTFont(PACKAGES / f"@fontsource/{name}/files/{name}-{subset}-{weight}-normal.woff2")


def covered(font):
    return set(font.getBestCmap())


def ranges(text):
    pairs = [part.split("-") for part in text.split(",")]
    return {code for pair in pairs for code in range(int(pair[0], 16), int(pair[-1], 16) + 1)}


def make(name, font, characters=None):
    for table in UNUSED:
        if table in font:
            del font[table]
    # The emoji's subsetting would only lose time: it is taken whole.
    if name != "emoji":
        options = Options(hinting=False, glyph_names=False, name_IDs=[0, 1, 2, 5, 13, 14], layout_features=FEATURES, notdef_outline=True)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=characters or covered(font))
        subsetter.subset(font)
    pack(name, font)


def pack(name, font):
    font.flavor = None
    plain = OUT / f"{name}.ttf"
    font.save(plain, reorderTables=True)
    packed = brotli.compress(plain.read_bytes(), quality=11, lgwin=24)
    (OUT / f"{name}.ttf.br").write_bytes(packed)
    print(f"{name:14} {len(font.getBestCmap()):7} characters {plain.stat().st_size:8} bytes {len(packed):8} packed")
    plain.unlink()


def with_even_figures(font):
    """Figures of one width, so that points stand in columns."""
    even = {code: f"{glyph}.tf" for code, glyph in font.getBestCmap().items() if 0x30 <= code <= 0x39}
    assert all(glyph in font.getGlyphOrder() for glyph in even.values())
    for table in font["cmap"].tables:
        table.cmap.update(even)
    return font


def any_character():
    """A font that draws a dot for every character there is: what no other font can draw is no empty box."""
    middle, radius = (300, 350), 110
    pen = TTGlyphPen(None)
    (x, y), r = middle, radius
    pen.moveTo((x - r, y))
    for corner, end in [((-r, r), (0, r)), ((r, r), (r, 0)), ((r, -r), (0, -r)), ((-r, -r), (-r, 0))]:
        pen.qCurveTo((x + corner[0], y + corner[1]), (x + end[0], y + end[1]))
    pen.closePath()
    glyph = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "dot"])
    builder.setupCharacterMap({0x20: "dot"})
    builder.setupGlyf({".notdef": glyph, "dot": glyph})
    builder.setupHorizontalMetrics({".notdef": (600, x - r), "dot": (600, x - r)})
    builder.setupHorizontalHeader(ascent=900, descent=-200)
    builder.setupOS2(sTypoAscender=900, usWinAscent=900, usWinDescent=200)
    builder.setupPost(keepGlyphNames=False)
    builder.setupNameTable({"familyName": "Any", "styleName": "Regular"})
    everything = CmapSubtable.newSubtable(13)
    everything.platformID, everything.platEncID, everything.language, everything.format = 3, 10, 0, 13
    everything.cmap = {code: "dot" for code in range(0x20, 0x110000)}
    builder.font["cmap"].tables = [everything]
    return builder.font


main()
