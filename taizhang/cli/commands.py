"""All commands, and how one is run. Light: a command's module is loaded when it is called."""

import io
import os
import sys
from collections.abc import Sequence

import click

from taizhang import log
from taizhang.cli.answers import refuse
from taizhang.cli.usage import Group, Section, saying
from taizhang.errors import FaultError, UsageError
from taizhang.exits import Exit

IN_DOUBT = "已经说办成的都在；没说的，用 taizhang list 看一眼再办。"
SECTIONS: dict[str, Section] = {
    "keeping": Section(
        "建立与保管",
        {
            "init": "建立学校的文件夹：学校档案、第一个学期、校长、学校证书。没写的会问。",
            "directory": "名录：人员、地点、课表等。带文件（Excel、JSON）就是添加或修改。",
            "seal": "封存一个学期：此后只能在下一学期更正。",
            "backup": "备份到一个文件夹：数据一个文件，密钥另一个（用口令加密）。",
            "restore": "从备份恢复到 --home 的文件夹；有更新的内容时拒绝。",
            "doctor": "自检：字体、排版、台账、密钥、校历、岗位。",
        },
    ),
    "calendar": Section(
        "校历",
        {"calendar": "一学期的日子，逐周列出；带文件（Excel 或一行一条的文字）就是导入校历。"},
    ),
    "registers": Section(
        "有哪些登记簿",
        {
            "registers": "列出全部登记簿。",
            "describe": "说明一种登记簿：栏目、检查项、规则、签字、依据。",
        },
    ),
    "recording": Section(
        "登记",
        {
            "draft": "起草：按已有的记录先填好知道的（周排查、月调度、盘点……），补齐再登记。",
            "add": "登记一条：登记簿写代号、编号或名称，文件是填好的表（- 为标准输入）。",
            "continue": "续填下一环节（整改、复查、销号、销毁……）。",
            "import": "成批登记：一行一条 JSON；读不懂的行跳过并列出，其余照常登记。",
            "correct": "更正：文件里只写要改的栏；原值保留，需重新签字。",
            "void": "作废：编号保留，内容划去。",
            "sign": "按规定顺序签字。",
            "return": "退回填报人修改。",
        },
    ),
    "owing": Section(
        "该填什么",
        {"due": "今天、本周、本月该填什么，谁填；过了时的、缺的、没结的。"},
    ),
    "reading": Section(
        "查看",
        {
            "list": "列出记录：全部，或一种登记簿的。",
            "show": "看一条记录：内容、判定、签字、更正、接着该办什么。",
            "hazards": "隐患：没销号的、超期的、该报谁；--all 连已销号的，--repeated 反复出现的。",
            "audit": "查全学期：漏填、补录、未结、雷同、超期……",
        },
    ),
    "finding": Section(
        "查找、导出",
        {
            "search": "查找：词都出现在里面的记录，新的在前；几个词用空格隔开。",
            "export": "导出一种登记簿的记录为 Excel；个人信息一律遮盖。",
        },
    ),
    "plans": Section(
        "学期计划",
        {
            "plan": "学期工作计划：查看 show、导入 import（Word 或文字）、核对 check、"
            "历次版本 history。",
        },
    ),
    "figures": Section(
        "统计",
        {"statistics": "学期总结要的数：每个都注明来源登记簿、条数和统计区间。"},
    ),
    "privacy": Section(
        "个人信息",
        {
            "erase": "删除一条记录里的个人信息（本人、监护人要求）：不能恢复，台账照样核验得过。",
            "destroy": "销毁到期登记簿里的个人信息：两人办，没到期的拒绝。",
            "access-log": "访问日志：谁在什么时候看过、打印过哪条记录的个人信息；谁登录过。",
        },
    ),
    "accounts": Section(
        "网页账号",
        {
            "account": "网页账号：列出 list、添加 add、重设口令 reset、改角色 roles、停用 disable、"
            "启用 enable、登录情况 sessions。",
        },
    ),
    "serving": Section(
        "网页",
        {"serve": "打开网页：手机、电脑在浏览器里填写、签字、查看、打印；断网也能填。"},
    ),
    "tls": Section(
        "网页的证书",
        {"tls": "办网页证书，或续办：手机装上校内 CA 后，断网也能打开、填写。"},
    ),
    "scanning": Section(
        "纸质件归档",
        {
            "scan": "扫描归档：PDF、照片里的每一页按码归到记录；归不了的进待归。",
            "tray": "待归的扫描页：列出 list、归到记录 assign、丢弃 discard。",
            "countersign": "核对纸上的签名：看过扫描件，登记为已签；--missing 列出还缺的。",
        },
    ),
    "consents": Section(
        "收费公示与家长意愿",
        {
            "fees": "收费公示：哪一份在公示、替代了哪份、缺不缺照片；--catalogue 列出项目目录。",
            "consents": "自愿确认单：成班发出 make、打印 print、导出登记表 sheet、"
            "登记意愿 answer、进度 board。",
        },
    ),
    "charging": Section(
        "收费、票据、结算",
        {
            "charge": "收费：应收 due、按班收款 take、日结 day、结算 settle、退费 refund、"
            "退出 leave、投诉属实 uphold、票据汇总 stub、勾稽 ties、打印 print。",
        },
    ),
    "letters": Section(
        "安全责任书",
        {
            "letters": "责任书：看板 board、预览 plan、成批生成 make、补新人 add、名单空表 roster、"
            "条款 text、改条款 revise、归档 file、关闭 close。",
        },
    ),
    "papers": Section(
        "打印、装订、核验",
        {
            "print": "打印一条记录为 Word 或 PDF。",
            "bulletin": "打印一个月的安全隐患通报，供教职工会用；不写月份就是本月。",
            "bind": "装订一个学期的台账：封面、目录、各章、完整性、备考表，并签名。",
            "verify": "核验：装订好的台账 PDF、学校的文件夹，或一个 .journal 文件。",
        },
    ),
    "printruns": Section(
        "打印待签、空白表",
        {
            "print-run": "成批打印待签：每页带码，签好扫描自动归档；写几个编号，或 --batch 一批。",
            "blank": "打印一种登记簿的空白表，手写用，每页带码。",
        },
    ),
    "stamping": Section(
        "用印",
        {
            "stamp": "印章：登记簿 log（可打印）、申请 ask、批准 approve（不批 refuse）、用印 use、"
            "列出申请 list；校长存印章 image、停用 drop。",
        },
    ),
}
"""Module of the commands → title on the help page, its commands and what each is for."""


@click.group(
    cls=Group,
    sections=SECTIONS,
    invoke_without_command=True,
    subcommand_metavar="命令 …",
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    help="台账：从每天的检查表到签好字、装订好的学期台账。",
)
@click.option("--home", "folder", metavar="文件夹", help="学校的文件夹（默认 TAIZHANG_HOME）。")
@click.option("--as", "person", default="", metavar="姓名", help="谁在办：姓名或人员编号。")
@click.option("--json", "as_json", is_flag=True, help="结果用 JSON 输出。")
@click.pass_context
def group(context: click.Context, folder: str | None, person: str, as_json: bool) -> None:
    """Take the shared options wherever they stand."""
    context.obj = {"folder": folder, "person": person, "as_json": as_json}
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def run(words: Sequence[str] | None = None) -> None:
    """Run one command: exit codes of `taizhang.exits`, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a rare character
    as_json = "--json" in (sys.argv if words is None else words)
    try:
        group.main(words, prog_name="taizhang", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        refuse(UsageError(saying(error)), as_json=as_json)
        sys.exit(Exit.REFUSED)
    except (click.Abort, KeyboardInterrupt):
        refuse(FaultError(f"已中断。{IN_DOUBT}"), as_json=as_json)
        sys.exit(Exit.UNKNOWN)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads any more
        sys.exit(Exit.DONE)
    except Exception as error:
        place = log.fault(error)
        text = f"程序自己出了错（{place}）。{IN_DOUBT}请把 logs 里的日志发给维护人员。"
        refuse(FaultError(text), as_json=as_json)
        sys.exit(Exit.UNKNOWN)
    finally:
        log.close_log()
