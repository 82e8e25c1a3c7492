"""What only official papers have, in Word: 附件说明, 署名 and 成文日期."""

from tests.templates.word_blocks import Builder


def add_attachments(builder: Builder) -> None:
    """附件说明: further lines begin under the first character of a name."""
    if builder.shape != "official":
        return
    with builder.when("block.tag == 'attachments'"):
        with builder.when("block.names | length == 1"):
            builder.say("附件：{{ block.names[0] }}", "附件说明独项")
        with builder.when("block.names | length > 1"), builder.loop("name in block.names"):
            builder.say("{%p if loop.first %}")
            builder.say("附件：1.\t{{ name }}", "附件说明首项")
            builder.say("{%p else %}")
            builder.say("{{ loop.index }}.\t{{ name }}", "附件说明")
            builder.say("{%p endif %}")


def add_closing(builder: Builder) -> None:
    """署名 and 成文日期; `generator.word` sets their indents, which depend on both lengths."""
    if builder.shape != "official":
        return
    with builder.when("block.tag == 'closing'"):
        builder.say("{%p if block.sealed %}")
        builder.say("{{ block.signature }}", "署名（盖章）")
        builder.say("{%p else %}")
        builder.say("{{ block.signature }}", "署名")
        builder.say("{%p endif %}")
        builder.say("{{ block.date }}", "成文日期")
