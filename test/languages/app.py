# The same app as app.ts, statement by statement: scripts/languages.mjs compares what the two synthesise.
import os

from aws_cdk import App, Duration, Environment, Stack
from aws_cdk.aws_cloudwatch_actions import SnsAction
from aws_cdk.aws_ecr import Repository
from aws_cdk.aws_events import EventBus
from aws_cdk.aws_events_targets import SqsQueue
from aws_cdk.aws_s3 import Bucket
from aws_cdk.aws_scheduler import ScheduleExpression
from aws_cdk.aws_sns import Topic
from aws_cdk.aws_sqs import Queue
from cdk_sagemaker_image_support import (
    ImageSupportAlarms,
    ImageSupportDashboard,
    ImageSupportMonitor,
    ImageWaiver,
    PolicySource,
    SupportPolicy,
    VendorAccount,
    Waivers,
)

GOLDEN_IMAGES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden-images.json")

app = App()

plain = Stack(app, "Plain")
monitor = ImageSupportMonitor(plain, "ImageSupport")
monitor.metric_end_of_support().create_alarm(plain, "Expired", threshold=1, evaluation_periods=1)
ImageSupportDashboard(plain, "Dashboard", monitors=[monitor])
ImageSupportAlarms(plain, "Alarms", monitor=monitor, action=SnsAction(monitor.topic), heartbeat_after=Duration.hours(30), expiring=False)

full = Stack(app, "Full", env=Environment(account="111122223333", region="us-east-1"))
documents = Bucket.from_bucket_name(full, "Documents", "team-documents")
watcher = ImageSupportMonitor(
    full,
    "ImageSupport",
    monitor_name="research",
    schedule=ScheduleExpression.rate(Duration.hours(12)),
    notice_periods=[Duration.days(120), Duration.days(14)],
    reminder=Duration.days(7),
    topic=Topic(full, "Topic"),
    chat_topic=Topic(full, "ChatTopic"),
    event_bus=EventBus(full, "Bus"),
    repositories=[Repository.from_repository_name(full, "Repository", "platform/base")],
    policies=[
        SupportPolicy.sage_maker_distribution(source=PolicySource.from_bucket(documents, "support_policy.md")),
        SupportPolicy.google_deep_learning_containers(refresh=False),
        SupportPolicy.from_asset(GOLDEN_IMAGES),
        SupportPolicy.from_inline({
            "family": "lab-base",
            "releases": [{"version": "7", "eolFrom": "2027-01-31"}, {"version": "8", "eolFrom": "2027-07-31"}],
            "golden": {"repositories": ["111122223333.dkr.ecr.us-east-1.amazonaws.com/lab/base"]},
        }),
    ],
    waivers=[
        Waivers.from_inline([
            ImageWaiver(
                image="risk-*",
                versions="1-5",
                owner="risk@example.com",
                reason="Validated models, replaced at the end of the year",
                expires="2026-12-31",
            ),
            ImageWaiver(image="archive", owner="platform@example.com", reason="Nothing runs on it", expires="2026-11-30"),
        ]),
        Waivers.from_bucket(documents, "waivers.yaml"),
    ],
    vendor_accounts=[VendorAccount(region="us-east-1", account_id="763104351884")],
    exclude_from_pull_time=False,
)
watcher.on_finding_changed("ToQueue", target=SqsQueue(Queue(full, "Findings")))
elsewhere = ImageSupportMonitor.from_image_support_monitor_attributes(
    full,
    "Elsewhere",
    monitor_name="elsewhere",
    function_arn="arn:aws:lambda:eu-west-1:444455556666:function:elsewhere",
)
ImageSupportDashboard(full, "Dashboard", monitors=[watcher, elsewhere], dashboard_name="images")

app.synth()
