"""法规库: statutes that registers rest on, from when, until when, and what replaced them.

Days stand where the catalogue gives them (registers.md F.2, F.3); a statute without any is in force
as far as the catalogue knows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Law:
    """One statute.

    Attributes:
        name: as it is cited, without 中华人民共和国.
        since: first day in force, where it is known.
        until: first day on which it was no longer in force.
        by: what replaced it.
        doubt: what has to be looked up before it is relied on.
    """

    name: str
    since: date | None = None
    until: date | None = None
    by: str = ""
    doubt: str = ""

    def is_replaced(self, on: date) -> bool:
        """Whether it was no longer in force on a day."""
        return self.until is not None and self.until <= on


CODE = "《生态环境法典》"
CODE_SINCE = date(2026, 8, 15)

REPEALED = (
    Law("食品卫生法", until=date(2009, 6, 1), by="《食品安全法》"),
    Law("环境保护法", until=CODE_SINCE, by=CODE),
    Law("固体废物污染环境防治法", until=CODE_SINCE, by=CODE),
    Law("噪声污染防治法", until=CODE_SINCE, by=CODE),
    Law(  # the year is known, not the day
        "托儿所、幼儿园卫生保健制度",
        until=date(2012, 12, 31),
        by="《托儿所幼儿园卫生保健工作规范》",
    ),
)
"""What papers of schools still name."""

PLAIN = """
个人信息保护法 中小学公共安全教育指导纲要 中小学、幼儿园安全防范要求
中小学图书馆（室）规程 中小学实验室规程 中小学幼儿园安全管理办法
中小学校、幼儿园消防安全十项规定 中小学幼儿园应急疏散演练指南
中小学校传染病预防控制工作管理规范 中小学校园食品安全和膳食经费管理工作指引
中小学校岗位安全工作指南 义务教育法 二次供水设施卫生规范 企业事业单位内部治安保卫条例
会计法 保安服务管理条例 儿童入托、入学预防接种证查验办法 全国年节及纪念日放假办法
公共机构节能条例 反恐怖主义法 反食品浪费法 关于加强中小学幼儿园消防安全管理工作的意见
关于建立中小学校舍安全保障长效机制的意见 城镇燃气管理条例 学校传染病症状监测预警技术指南
学校卫生工作条例 学校和托幼机构传染病疫情报告工作规范
学校和托幼机构传染病疫情报告工作规范（试行） 学校食堂大宗食材采购验收管理工作指引
学生餐营养指南 安全生产法 幼儿园工作规程 建设工程质量管理条例 建设工程文件归档规范
托儿所幼儿园卫生保健工作规范 政府采购法 政府会计准则第3号——固定资产 教育收费公示制度
教育系统重大事故隐患判定指南 未成年人保护法 校车安全管理条例 民法典 消毒管理办法 消防法
消防设施通用规范 特种设备安全法 特种设备安全监察条例 疫苗管理法 病媒生物预防控制管理规定
行政事业性国有资产管理条例 行政处罚法 财政票据管理办法 食品安全法 食品安全法实施条例
餐饮服务食品安全操作规范
"""
IN_FORCE = (
    Law("传染病防治法", since=date(2025, 9, 1)),
    Law("突发公共卫生事件应对法", since=date(2025, 11, 1)),
    Law("学前教育法", since=date(2025, 6, 1)),
    Law("治安管理处罚法", since=date(2026, 1, 1)),
    Law("危险化学品安全法", since=date(2026, 5, 1)),
    Law("生态环境法典", since=CODE_SINCE),
    Law("集中用餐单位落实食品安全主体责任监督管理规定", since=date(2025, 4, 15)),
    Law("电子档案管理办法", since=date(2024, 11, 1)),
    Law("学校食品安全与营养健康管理规定", since=date(2019, 4, 1)),
    Law("突发公共卫生事件应急条例", doubt="《突发公共卫生事件应对法》施行后是否修订、废止须复核"),
    *map(Law, PLAIN.split()),
)
LIBRARY: dict[str, Law] = {one.name: one for one in (*REPEALED, *IN_FORCE)}
CITED = re.compile(r"《(?:中华人民共和国)?([^《》]+)》")
STATUTE = re.compile(r"(法|法典|条例|办法|规定|规程|规范|纲要|制度)(（试行）)?$")


def cited(text: str) -> Iterator[str]:
    """Names between 《》 that are statutes by their name or by the library."""
    for name in CITED.findall(text):
        if name in LIBRARY or STATUTE.search(name):
            yield name


def repealed(citation: str, on: date) -> Law | None:
    """The law a citation names, if it was no longer in force on a day."""
    return next((one for one in REPEALED if one.name in citation and one.is_replaced(on)), None)


def faults(text: str, on: date) -> Iterator[str]:
    """Statutes a text cites that are replaced, or that the library does not know, in Chinese."""
    for name in cited(text):
        law = LIBRARY.get(name)
        if law is None:
            yield f"《{name}》不在法规库内，核对是否有效"
        elif law.is_replaced(on):
            yield f"《{name}》已于{law.until}由{law.by}取代"
