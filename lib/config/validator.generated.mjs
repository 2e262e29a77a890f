// Made by hack/generate.ts from lib/config/schema.ts. Do not edit.
var __getOwnPropNames=Object.getOwnPropertyNames;var __commonJS=(cb,mod)=>function(){try{return mod||(0,cb[__getOwnPropNames(cb)[0]])((mod={exports:{}}).exports,mod),mod.exports}catch(e){throw mod=0,e}};var require_ucs2length=__commonJS({"node_modules/ajv/dist/runtime/ucs2length.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:!0});function ucs2length(str){
let len=str.length,length=0,pos=0,value;for(;pos<len;)length++,value=str.charCodeAt(pos++),value>=55296&&value<=56319&&pos<len&&(value=str.charCodeAt(pos),(value&
64512)===56320&&pos++);return length}exports.default=ucs2length;ucs2length.code='require("ajv/dist/runtime/ucs2length").default'}});var validate=validate20,stdin_default=validate20,schema31={$schema:"https://json-schema.org/draft/2020-12/schema",title:"The configuration of node-cleanup-webho\
ok",type:"object",additionalProperties:!1,properties:{prefix:{type:"string",maxLength:253,pattern:"^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:[.][a-z0-9](?:[-a-z0-9]*[a\
-z0-9])?)*$",default:"infra.894.io",description:"A DNS name that the finalizer, the annotations and the taint begin with. Nodes keep the finalizer that they hav\
e: run `release-all` before you change it. Read at the start only."},nodeSelector:{type:"string",format:"label-selector",default:"",description:'A Kubernetes la\
bel selector: the Nodes that get the finalizer. Empty selects every Node. A Node with the label `infra.894.io/exclude: "true"` never gets it.',examples:["node-r\
ole.kubernetes.io/worker,environment in (prod, staging)"]},cleanup:{type:"object",additionalProperties:!1,description:"What happens between the deletion of a No\
de and its end.",properties:{concurrency:{type:"integer",minimum:1,maximum:1e3,default:10,description:"How many Nodes are worked on at the same time. Nodes that\
 wait do not count. Read at the start only."},deadline:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"0s",description:"For everything\
 before the release of the Node, counted from the start of the removal; `0s` is none.",examples:["2h"]},onDeadline:{type:"string",enum:["block","continue"],default:"\
block",description:"What a missed deadline means. `block`: a person must look; the tasks are still tried. `continue`: what is not over is given up and the Node \
goes."},deadAfter:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"5m",description:"A Node whose Ready has been `False` or `Unknown` fo\
r this long counts as dead: nothing waits for its kubelet any more. A removal that has begun keeps the value that it began with."},keepFinished:{type:"string",pattern:"\
^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"24h",description:"How long the record of a finished removal (NodeCleanup) is kept."},retry:{type:"object",additionalProperties:!1,
description:"The waits after errors of a task: they double from `base` up to `cap`, with full jitter.",properties:{base:{type:"string",pattern:"^(?:[0-9]+(?:[.]\
[0-9]+)?(?:ms|h|m|s))+$",default:"1s",description:"At most this long after the first error; at least `100ms`."},cap:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9\
]+)?(?:ms|h|m|s))+$",default:"5m",description:"Never longer than this."}}},brake:{type:"object",additionalProperties:!1,description:"What keeps a mistake, or a \
storm of deletions, from doing its harm everywhere at once.",properties:{hold:{type:"object",additionalProperties:!1,description:"When so many removals have beg\
un within `within`, a new one waits in phase `Held`, until fewer have or a person lets it go: `kubectl annotate nodecleanup NAME infra.894.io/release-hold=true`\
. The skip annotation works all the same.",properties:{above:{type:["integer","string"],minimum:0,pattern:"^(?:0|(?:100|[1-9]?[0-9])%)$",default:"20%",description:"\
How many: a number, or a percentage of the Nodes in the cluster, those being deleted included, rounded up. `0` or `0%` switches the hold off and lets go whateve\
r is held."},within:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"10m",description:"The time in which they count; at least `1s`."},atLeast:{
type:"integer",minimum:1,default:10,description:"Never fewer than these, however small the cluster: a few Nodes never wait."}}},storage:{type:"object",additionalProperties:!1,
description:"Tasks that move data off a Node queue up: one begins while fewer than `max` other removals are at such a task. What has begun is not stopped; what \
is blocked, and a Node that is dead, makes room.",properties:{max:{type:["integer","string"],minimum:1,pattern:"^(?:0|(?:100|[1-9]?[0-9])%)$",default:1,description:"\
How many removals at once: a number, or a percentage of the Nodes (with `per`, of those with the same value), rounded up. One always may; `100%` switches the qu\
eue off."},per:{type:"string",pattern:"^$|^(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$",default:"",description:"\
A label of Nodes: `max` counts for each of its values, and for the Nodes without it. Empty: for the cluster.",examples:["topology.kubernetes.io/zone"]}}}}},returnedMachines:{
type:"string",enum:["warn","taint"],default:"warn",description:"What happens when the machine of a removed Node registers again, as another Node, while the reco\
rd of the removal is kept. `warn`: a Warning Event on the new Node, a metric and `status.returned` of the record. `taint`: also the taint `infra.894.io/returned\
:NoSchedule`, once; whoever takes it off has decided."},tasks:{type:"array",maxItems:100,items:{type:"object",additionalProperties:!1,required:["task"],properties:{
task:{type:"string",enum:["cordon","local-volumes","longhorn-evacuate","drain","portworx","volumes-detach","longhorn-forget","volumes-verify","http","job","noti\
fy"],description:"The kind of task."},name:{type:"string",pattern:"^[a-z0-9](?:[-a-z0-9.]{0,61}[a-z0-9])?$",description:"What `needs`, the record and the skip a\
nnotation call it: small letters, digits, `-` and `.`. Without it the kind is the name, so a second task of a kind must have one."},stage:{type:"string",enum:["\
before","after"],description:"Before the release of the Node, or after the Node is gone."},on:{type:"array",minItems:1,items:{type:"string",enum:["held","starte\
d","blocked","released","failed","skipped","finished"]},description:"In place of `stage`: the moments at which it runs, each once. It holds up nothing but the e\
nd of the record, and is given up at its timeout."},needs:{type:"array",items:{type:"string"},default:[],description:"Names of tasks of the same stage that must\
 be over first: done, skipped or given up. Tasks that do not need each other run in parallel."},timeout:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|\
m|s))+$",description:"Counted from the first run of the task; `0s` is none.",examples:["30m"]},onTimeout:{type:"string",enum:["block","continue"],description:"W\
hat a missed timeout means. `block`: a person must look; the task is still tried. `continue`: it is given up, and what needs it goes on."},options:{type:"object",
description:"Those of the kind: see below."}},allOf:[{if:{required:["task"],properties:{task:{const:"cordon"}}},then:{required:[],properties:{options:{type:"obj\
ect",additionalProperties:!1,properties:{}},stage:{enum:["before"]},on:!1}}},{if:{required:["task"],properties:{task:{const:"local-volumes"}}},then:{required:[],
properties:{options:{type:"object",additionalProperties:!1,properties:{deleteClaims:{type:"array",uniqueItems:!0,items:{type:"string",maxLength:253,pattern:"^[a\
-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},default:[],description:"The names of StorageClasses whose claims may be deleted with the Node,\
 and with them the data. There is no name for all of them."},keepNamespaces:{type:"array",uniqueItems:!0,items:{type:"string",maxLength:63,pattern:"^[a-z0-9]([-\
a-z0-9]*[a-z0-9])?$"},default:[],description:"Namespaces whose claims are never deleted, whatever their StorageClass: they block."},topologyKeys:{type:"array",uniqueItems:!0,
items:{type:"string",maxLength:317,pattern:"^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$"},default:[],
description:"Keys of Node labels, beside the known ones, whose value no two Nodes share: a volume that is tied to such a value is local."}}},stage:{enum:["befor\
e"]},on:!1}}},{if:{required:["task"],properties:{task:{const:"longhorn-evacuate"}}},then:{required:[],properties:{options:{type:"object",additionalProperties:!1,
properties:{stallAfter:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"30m",description:"When nothing has moved for so long, the task \
is blocked and says where it stands. At least 1m."},deleteFailedReplicas:{type:"boolean",default:!1,description:"Whether replicas on a dead Node that have faile\
d or are not in use are deleted when the volume has a healthy copy on a Node that is ready."}}},stage:{enum:["before"]},on:!1}}},{if:{required:["task"],properties:{
task:{const:"drain"}}},then:{required:[],properties:{options:{type:"object",additionalProperties:!1,properties:{gracePeriod:{type:"string",pattern:"^$|^(?:[0-9]\
+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"",description:"How long a pod may take to end; empty is the pod's own terminationGracePeriodSeconds. At least 1s."},forceAfter:{
type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"0s",description:"From this long after the start of the drain pods are deleted, past the\
ir disruption budgets, instead of evicted; 0s is never."},skipPods:{type:"string",format:"label-selector",default:"",description:"A label selector of pods that \
are left where they are; empty is none."},unmanaged:{type:"string",enum:["evict","block"],default:"evict",description:"What to do with pods that no controller w\
ould create again: evict them, or wait for a person."},emptyDir:{type:"string",enum:["evict","block"],default:"evict",description:"What to do with pods whose em\
ptyDir volumes are lost with them: evict them, or wait for a person."},maxParallel:{type:"integer",minimum:1,maximum:100,default:10,description:"How many evicti\
ons of one Node are asked for at the same time."}}},stage:{enum:["before"]},on:!1}}},{if:{required:["task"],properties:{task:{const:"portworx"}}},then:{required:[],
properties:{options:{type:"object",additionalProperties:!1,properties:{endpoint:{type:"string",pattern:"^$|^https?://[^\\s/]+/?$",default:"",description:"The RE\
ST gateway of Portworx's OpenStorage SDK, http:// or https:// with a port. Empty: the port px-rest-gateway of the Service portworx-service or portworx-api."},managementEndpoint:{
type:"string",pattern:"^$|^https?://[^\\s/]+/?$",default:"",description:"Portworx's management API, for decommission only. Empty: the port px-api-tls or px-api \
of the same Service."},tokenFile:{type:"string",default:"",description:"A file with a bearer token, where Portworx has its security on; read each time, never lo\
gged."},caFile:{type:"string",default:"",description:"A file with PEM certificates to trust in place of the system's. With it, an endpoint that is found is call\
ed with https."},timeout:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"10s",description:"How long Portworx may take for one answer."},
emptyNode:{type:"boolean",default:!1,description:"Waits until no replica is left on the Node. Without it a volume may keep its replica there as long as another \
copy is healthy."},decommission:{type:"boolean",default:!1,description:"Experimental, after the Node is gone: removes its Portworx node from the cluster, once t\
hat is offline or in maintenance and no data depends on it; never by force."},storagelessTimeout:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",
default:"1h",description:"How long Portworx may take to forget a node without storage by itself, before a person is asked."}}},stage:{enum:["before","after"]},on:!1}}},
{if:{required:["task"],properties:{task:{const:"volumes-detach"}}},then:{required:[],properties:{options:{type:"object",additionalProperties:!1,properties:{outOfService:{
type:"boolean",default:!1,description:"Puts the taint node.kubernetes.io/out-of-service on a dead Node whose machine is proven to be off, so that its pods are f\
orgotten and its volumes detached at once."},forceDetach:{type:"boolean",default:!1,description:"Deletes the VolumeAttachments of a dead Node whose machine is p\
roven to be off, once no pod on it uses their volumes."},proofURL:{type:"string",pattern:"^$|^https?://[^\\s/]+",default:"",description:'Who knows whether the m\
achine of a dead Node is off: GET with ?node= and &uid= is answered with {"off": true} or false. Empty: only the annotation confirmed-off counts.'},proofHeadersFile:{
type:"string",default:"",description:"A file with lines `Name: value` for proofURL, for tokens; read each time, never logged."},proofCAFile:{type:"string",default:"",
description:"A file with PEM certificates that proofURL is checked with, in place of the system's."},proofTimeout:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+\
)?(?:ms|h|m|s))+$",default:"10s",description:"How long proofURL may take to answer."}}},stage:{enum:["before"]},on:!1}}},{if:{required:["task"],properties:{task:{
const:"longhorn-forget"}}},then:{required:[],properties:{options:{type:"object",additionalProperties:!1,properties:{}},stage:{enum:["after"]},on:!1}}},{if:{required:[
"task"],properties:{task:{const:"volumes-verify"}}},then:{required:[],properties:{options:{type:"object",additionalProperties:!1,properties:{deleteReleased:{type:"\
boolean",default:!1,description:"Deletes the PersistentVolumes that only the gone Node could use, are Released, have the reclaim policy Delete and belong to one\
 of cleanDrivers, when their provisioner has not done so in 5 minutes."},cleanDrivers:{type:"array",items:{type:"string",minLength:1,maxLength:253},maxItems:50,
uniqueItems:!0,default:["rancher.io/local-path","topolvm.io","topolvm.cybozu.com","local.csi.openebs.io","zfs.csi.openebs.io","openebs.io/local","local-volume-p\
rovisioner"],description:"For deleteReleased: CSI drivers and provisioners whose volumes are on the disks of one Node. local-volume-provisioner is that of stati\
c local volumes."}}},stage:{enum:["after"]},on:!1}}},{if:{required:["task"],properties:{task:{const:"http"}}},then:{required:["options"],properties:{options:{type:"\
object",additionalProperties:!1,required:["url"],properties:{url:{type:"string",pattern:"^https?://[^\\s/?#@]+(?:[/?#]\\S*)?$",description:"Whom to ask: http://\
 or https://, without a password."},tokenFile:{type:"string",default:"",description:"A file with a token, sent as `Authorization: Bearer`; read each time, never\
 logged."},certFile:{type:"string",default:"",description:"A file with a client certificate (PEM), for https:// and together with keyFile."},keyFile:{type:"stri\
ng",default:"",description:"A file with the private key (PEM) of certFile."},caFile:{type:"string",default:"",description:"A file with PEM certificates to trust\
 in place of the system's."},headersFile:{type:"string",default:"",description:"A file with lines `Name: value`; read each time, never logged."},timeout:{type:"\
string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"10s",description:"For one attempt, from the connection to the end of the answer; more than 30\
s has no effect."}}},stage:{enum:["before","after"]},on:!1}}},{if:{required:["task"],properties:{task:{const:"job"}}},then:{required:["options"],properties:{options:{
type:"object",additionalProperties:!1,required:["namespace","template"],properties:{namespace:{type:"string",pattern:"^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$",description:"\
The namespace of the Job; it must exist."},template:{$id:"job-template",$defs:{filled:{pattern:"^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:node|nodeUID|kind|record|oper\
ation|task|requestedAt)\\s*[}][}])*$",items:{$ref:"#/$defs/filled"},additionalProperties:{$ref:"#/$defs/filled"}}},$ref:"#/$defs/filled",type:"object",additionalProperties:!1,
required:["spec"],properties:{metadata:{type:["object"],properties:{labels:{},annotations:{}},additionalProperties:!1,description:"Its `labels` and `annotations\
`."},spec:{type:["object"],properties:{template:{type:["object"],properties:{metadata:{type:["object"],properties:{labels:{},annotations:{}},additionalProperties:!1},
spec:{type:["object"],properties:{restartPolicy:{type:"string",enum:["Never","OnFailure"]},containers:{type:"array",minItems:1,items:{type:["object"],properties:{
name:{type:"string",minLength:1},image:{type:"string",minLength:1}},required:["name","image"]}},nodeName:!1},required:["containers"]}},required:["spec"],additionalProperties:!1},
activeDeadlineSeconds:{type:"integer",minimum:1},backoffLimit:{type:"integer",minimum:0},backoffLimitPerIndex:{},completionMode:{},completions:{},managedBy:{},maxFailedIndexes:{},
parallelism:{},podFailurePolicy:{},podReplacementPolicy:{},successPolicy:{},suspend:{}},required:["template"],additionalProperties:!1,description:"As in a Job, \
but for `ttlSecondsAfterFinished`; `restartPolicy` is `Never` unless told otherwise. Of placeholders only those of docs/tasks/job.md are possible."}},description:"\
The Job: `metadata.labels`, `metadata.annotations` and `spec`, with placeholders such as {{node}} in its texts; docs/tasks/job.md lists them."},on:{type:"string",
enum:["node","anywhere"],default:"node",description:"Where its pods run: `node`, on the Node that is removed, whatever its taints; `anywhere`, on any other Node\
, as the scheduler decides."},whenDead:{type:"string",enum:["block","skip"],default:"block",description:"What to do when it should run on a Node that is dead: w\
ait for a person, or go on without the Job."},keep:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"1h",description:"How long a Job tha\
t has succeeded is kept. Any other is kept until it is deleted, or the record of the operation is."},logLines:{type:"integer",minimum:0,maximum:100,default:20,description:"\
How many of the last lines of a failed pod's log are read for the message; 0 is none. They end up in the record and in Events."}}},stage:{enum:["before","after"]},
on:!1}}},{if:{required:["task"],properties:{task:{const:"notify"}}},then:{required:["options"],properties:{options:{type:"object",additionalProperties:!1,anyOf:[
{required:["url"]},{required:["urlFile"]}],properties:{url:{type:"string",pattern:"^$|^https?://[^\\s/]+",default:"",description:"Where to send it: http:// or h\
ttps://. Of Alertmanager the address that its own page has."},urlFile:{type:"string",default:"",description:"A file that holds the url, for one that is a secret\
 itself; read each time."},format:{type:"string",enum:["json","cloudevents","slack","alertmanager"],default:"json",description:"What is sent: `json`, the body b\
elow; `cloudevents`, a CloudEvent 1.0; `slack`, for Slack and those who take its incoming webhooks; `alertmanager`, an alert that ends at the moment `finished`."},
body:{type:"string",pattern:"^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|moment|phase|message|requestedAt|time)\\s*[}][}])*$",default:`\
{
  "text": "Node {{node}}: {{task}}. {{phase}}: {{message}}",
  "task": "{{task}}",
  "moment": "{{moment}}",
  "node": "{{node}}",
  "nodeUID": "{{nodeUID}}",
  "kind": "{{kind}}",
  "record": "{{record}}",
  "operation": "{{operation}}",
  "phase": "{{phase}}",
  "message": "{{message}}",
  "requestedAt": "{{requestedAt}}",
  "time": "{{time}}"
}`,description:"With json: a JSON text with placeholders such as {{node}} inside of its strings; docs/tasks/notify.md lists them."},text:{type:"string",pattern:"\
^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|moment|phase|message|requestedAt|time)\\s*[}][}])*$",default:"Node {{node}}: {{task}\
}. {{phase}}: {{message}}",description:"With slack: the message. With alertmanager: the alert's summary. With placeholders."},channel:{type:"string",default:"",
description:"With slack: another channel than that of the webhook, where the receiver allows it."},username:{type:"string",default:"",description:"With slack: a\
nother name of the sender, where the receiver allows it."},source:{type:"string",pattern:"^[-A-Za-z0-9._~:/?#@!$&'()*+,;=%]+$",default:"/node-cleanup-webhook",description:"\
With cloudevents: the attribute `source`, a URI or the path of one, such as one for each cluster."},labels:{type:"object",propertyNames:{pattern:"^[a-zA-Z_][a-z\
A-Z0-9_]*$",not:{enum:["alertname","node","record"]}},additionalProperties:{type:"string"},default:{},description:"With alertmanager: more labels, such as `clus\
ter`, or another `severity`. Names are letters, digits and `_`, without alertname, node and record."},alertFor:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(\
?:ms|h|m|s))+$",default:"168h",description:"With alertmanager: how long an alert lasts that nobody ends."},headersFile:{type:"string",default:"",description:"A \
file with lines `Name: value`, for tokens; read each time, never logged."},caFile:{type:"string",default:"",description:"A file with PEM certificates to trust i\
n place of the system's."},timeout:{type:"string",pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$",default:"10s",description:"For one attempt, from the connect\
ion to the answer."}}},stage:{enum:["before","after"]}},anyOf:[{required:["on"]},{required:["stage"]}]}},{if:{required:["on"]},then:{properties:{stage:!1,onTimeout:{
const:"continue"}}}}]},default:[{task:"cordon"},{task:"local-volumes",needs:["cordon"]},{task:"longhorn-evacuate",needs:["cordon"]},{task:"drain",needs:["cordon",
"local-volumes"]},{task:"portworx",needs:["drain"]},{task:"volumes-detach",needs:["drain"]},{task:"longhorn-forget"},{task:"volumes-verify"}],description:"The p\
lan. `[]` is a plan without tasks: the Node goes at once. A removal that has begun keeps the plan that it began with."}}}}},func1=require_ucs2length().default,func2=Object.
prototype.hasOwnProperty,pattern4=new RegExp("^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:[.][a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$","u"),pattern5=new RegExp("^(?:[0-9]+(?:[\
.][0-9]+)?(?:ms|h|m|s))+$","u"),pattern10=new RegExp("^(?:0|(?:100|[1-9]?[0-9])%)$","u"),pattern13=new RegExp("^$|^(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?/)?[\
A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$","u"),pattern14=new RegExp("^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","u"),pattern15=new RegExp(
"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$","u"),pattern16=new RegExp("^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-\
Za-z0-9])?$","u"),pattern18=new RegExp("^$|^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$","u"),pattern20=new RegExp("^$|^https?://[^\\s/]+/?$","u"),pattern24=new RegExp(
"^$|^https?://[^\\s/]+","u"),pattern26=new RegExp("^https?://[^\\s/?#@]+(?:[/?#]\\S*)?$","u"),pattern28=new RegExp("^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$","u"),
pattern32=new RegExp("^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|moment|phase|message|requestedAt|time)\\s*[}][}])*$","u"),pattern34=new RegExp(
"^[-A-Za-z0-9._~:/?#@!$&'()*+,;=%]+$","u"),pattern35=new RegExp("^[a-zA-Z_][a-zA-Z0-9_]*$","u"),pattern38=new RegExp("^[a-z0-9](?:[-a-z0-9.]{0,61}[a-z0-9])?$","\
u");var pattern29=new RegExp("^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|requestedAt)\\s*[}][}])*$","u"),wrapper0={validate:validate21};
function validate21(data,{instancePath="",parentData,parentDataProperty,rootData=data,dynamicAnchors={}}={}){let vErrors=null,errors=0,evaluated0=validate21.evaluated;
if(evaluated0.dynamicProps&&(evaluated0.props=void 0),evaluated0.dynamicItems&&(evaluated0.items=void 0),typeof data=="string"&&!pattern29.test(data)){let err0={
instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern:"^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|requestedAt)\\s\
*[}][}])*$"},message:'must match pattern "^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|requestedAt)\\s*[}][}])*$"'};vErrors===null?
vErrors=[err0]:vErrors.push(err0),errors++}if(Array.isArray(data)){let len0=data.length;for(let i0=0;i0<len0;i0++)wrapper0.validate(data[i0],{instancePath:instancePath+
"/"+i0,parentData:data,parentDataProperty:i0,rootData,dynamicAnchors})||(vErrors=vErrors===null?wrapper0.validate.errors:vErrors.concat(wrapper0.validate.errors),
errors=vErrors.length)}if(data&&typeof data=="object"&&!Array.isArray(data))for(let key0 in data)wrapper0.validate(data[key0],{instancePath:instancePath+"/"+key0.
replace(/~/g,"~0").replace(/\//g,"~1"),parentData:data,parentDataProperty:key0,rootData,dynamicAnchors})||(vErrors=vErrors===null?wrapper0.validate.errors:vErrors.
concat(wrapper0.validate.errors),errors=vErrors.length);return validate21.errors=vErrors,errors===0}validate21.evaluated={props:!0,items:!0,dynamicProps:!1,dynamicItems:!1};
function validate20(data,{instancePath="",parentData,parentDataProperty,rootData=data,dynamicAnchors={}}={}){let vErrors=null,errors=0,evaluated0=validate20.evaluated;
if(evaluated0.dynamicProps&&(evaluated0.props=void 0),evaluated0.dynamicItems&&(evaluated0.items=void 0),data&&typeof data=="object"&&!Array.isArray(data)){for(let key0 in data)
if(!(key0==="prefix"||key0==="nodeSelector"||key0==="cleanup")){let err0={instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{
additionalProperty:key0},message:"must NOT have additional properties"};vErrors===null?vErrors=[err0]:vErrors.push(err0),errors++}if(data.prefix!==void 0){let data0=data.
prefix;if(typeof data0=="string"){if(func1(data0)>253){let err1={instancePath:instancePath+"/prefix",schemaPath:"#/properties/prefix/maxLength",keyword:"maxLeng\
th",params:{limit:253},message:"must NOT have more than 253 characters"};vErrors===null?vErrors=[err1]:vErrors.push(err1),errors++}if(!pattern4.test(data0)){let err2={
instancePath:instancePath+"/prefix",schemaPath:"#/properties/prefix/pattern",keyword:"pattern",params:{pattern:"^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:[.][a-z0-9](?\
:[-a-z0-9]*[a-z0-9])?)*$"},message:'must match pattern "^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:[.][a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$"'};vErrors===null?vErrors=[err2]:
vErrors.push(err2),errors++}}else{let err3={instancePath:instancePath+"/prefix",schemaPath:"#/properties/prefix/type",keyword:"type",params:{type:"string"},message:"\
must be string"};vErrors===null?vErrors=[err3]:vErrors.push(err3),errors++}}if(data.nodeSelector!==void 0&&typeof data.nodeSelector!="string"){let err4={instancePath:instancePath+
"/nodeSelector",schemaPath:"#/properties/nodeSelector/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err4]:vErrors.
push(err4),errors++}if(data.cleanup!==void 0){let data2=data.cleanup;if(data2&&typeof data2=="object"&&!Array.isArray(data2)){for(let key1 in data2)if(!func2.call(
schema31.properties.cleanup.properties,key1)){let err5={instancePath:instancePath+"/cleanup",schemaPath:"#/properties/cleanup/additionalProperties",keyword:"add\
itionalProperties",params:{additionalProperty:key1},message:"must NOT have additional properties"};vErrors===null?vErrors=[err5]:vErrors.push(err5),errors++}if(data2.
concurrency!==void 0){let data3=data2.concurrency;if(!(typeof data3=="number"&&!(data3%1)&&!isNaN(data3)&&isFinite(data3))){let err6={instancePath:instancePath+
"/cleanup/concurrency",schemaPath:"#/properties/cleanup/properties/concurrency/type",keyword:"type",params:{type:"integer"},message:"must be integer"};vErrors===
null?vErrors=[err6]:vErrors.push(err6),errors++}if(typeof data3=="number"&&isFinite(data3)){if(data3>1e3||isNaN(data3)){let err7={instancePath:instancePath+"/cl\
eanup/concurrency",schemaPath:"#/properties/cleanup/properties/concurrency/maximum",keyword:"maximum",params:{comparison:"<=",limit:1e3},message:"must be <= 100\
0"};vErrors===null?vErrors=[err7]:vErrors.push(err7),errors++}if(data3<1||isNaN(data3)){let err8={instancePath:instancePath+"/cleanup/concurrency",schemaPath:"#\
/properties/cleanup/properties/concurrency/minimum",keyword:"minimum",params:{comparison:">=",limit:1},message:"must be >= 1"};vErrors===null?vErrors=[err8]:vErrors.
push(err8),errors++}}}if(data2.deadline!==void 0){let data4=data2.deadline;if(typeof data4=="string"){if(!pattern5.test(data4)){let err9={instancePath:instancePath+
"/cleanup/deadline",schemaPath:"#/properties/cleanup/properties/deadline/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'\
must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err9]:vErrors.push(err9),errors++}}else{let err10={instancePath:instancePath+
"/cleanup/deadline",schemaPath:"#/properties/cleanup/properties/deadline/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=
[err10]:vErrors.push(err10),errors++}}if(data2.onDeadline!==void 0){let data5=data2.onDeadline;if(typeof data5!="string"){let err11={instancePath:instancePath+"\
/cleanup/onDeadline",schemaPath:"#/properties/cleanup/properties/onDeadline/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?
vErrors=[err11]:vErrors.push(err11),errors++}if(!(data5==="block"||data5==="continue")){let err12={instancePath:instancePath+"/cleanup/onDeadline",schemaPath:"#\
/properties/cleanup/properties/onDeadline/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.onDeadline.enum},message:"must be eq\
ual to one of the allowed values"};vErrors===null?vErrors=[err12]:vErrors.push(err12),errors++}}if(data2.deadAfter!==void 0){let data6=data2.deadAfter;if(typeof data6==
"string"){if(!pattern5.test(data6)){let err13={instancePath:instancePath+"/cleanup/deadAfter",schemaPath:"#/properties/cleanup/properties/deadAfter/pattern",keyword:"\
pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=
[err13]:vErrors.push(err13),errors++}}else{let err14={instancePath:instancePath+"/cleanup/deadAfter",schemaPath:"#/properties/cleanup/properties/deadAfter/type",
keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err14]:vErrors.push(err14),errors++}}if(data2.keepFinished!==void 0){let data7=data2.
keepFinished;if(typeof data7=="string"){if(!pattern5.test(data7)){let err15={instancePath:instancePath+"/cleanup/keepFinished",schemaPath:"#/properties/cleanup/\
properties/keepFinished/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]\
+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err15]:vErrors.push(err15),errors++}}else{let err16={instancePath:instancePath+"/cleanup/keepFinished",schemaPath:"\
#/properties/cleanup/properties/keepFinished/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err16]:vErrors.push(err16),
errors++}}if(data2.retry!==void 0){let data8=data2.retry;if(data8&&typeof data8=="object"&&!Array.isArray(data8)){for(let key2 in data8)if(!(key2==="base"||key2===
"cap")){let err17={instancePath:instancePath+"/cleanup/retry",schemaPath:"#/properties/cleanup/properties/retry/additionalProperties",keyword:"additionalPropert\
ies",params:{additionalProperty:key2},message:"must NOT have additional properties"};vErrors===null?vErrors=[err17]:vErrors.push(err17),errors++}if(data8.base!==
void 0){let data9=data8.base;if(typeof data9=="string"){if(!pattern5.test(data9)){let err18={instancePath:instancePath+"/cleanup/retry/base",schemaPath:"#/prope\
rties/cleanup/properties/retry/properties/base/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern\
 "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err18]:vErrors.push(err18),errors++}}else{let err19={instancePath:instancePath+"/cleanup/re\
try/base",schemaPath:"#/properties/cleanup/properties/retry/properties/base/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?
vErrors=[err19]:vErrors.push(err19),errors++}}if(data8.cap!==void 0){let data10=data8.cap;if(typeof data10=="string"){if(!pattern5.test(data10)){let err20={instancePath:instancePath+
"/cleanup/retry/cap",schemaPath:"#/properties/cleanup/properties/retry/properties/cap/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|\
h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err20]:vErrors.push(err20),errors++}}else{let err21={
instancePath:instancePath+"/cleanup/retry/cap",schemaPath:"#/properties/cleanup/properties/retry/properties/cap/type",keyword:"type",params:{type:"string"},message:"\
must be string"};vErrors===null?vErrors=[err21]:vErrors.push(err21),errors++}}}else{let err22={instancePath:instancePath+"/cleanup/retry",schemaPath:"#/properti\
es/cleanup/properties/retry/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err22]:vErrors.push(err22),errors++}}if(data2.
brake!==void 0){let data11=data2.brake;if(data11&&typeof data11=="object"&&!Array.isArray(data11)){for(let key3 in data11)if(!(key3==="hold"||key3==="storage")){
let err23={instancePath:instancePath+"/cleanup/brake",schemaPath:"#/properties/cleanup/properties/brake/additionalProperties",keyword:"additionalProperties",params:{
additionalProperty:key3},message:"must NOT have additional properties"};vErrors===null?vErrors=[err23]:vErrors.push(err23),errors++}if(data11.hold!==void 0){let data12=data11.
hold;if(data12&&typeof data12=="object"&&!Array.isArray(data12)){for(let key4 in data12)if(!(key4==="above"||key4==="within"||key4==="atLeast")){let err24={instancePath:instancePath+
"/cleanup/brake/hold",schemaPath:"#/properties/cleanup/properties/brake/properties/hold/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key4},
message:"must NOT have additional properties"};vErrors===null?vErrors=[err24]:vErrors.push(err24),errors++}if(data12.above!==void 0){let data13=data12.above;if(!(typeof data13==
"number"&&!(data13%1)&&!isNaN(data13)&&isFinite(data13))&&typeof data13!="string"){let err25={instancePath:instancePath+"/cleanup/brake/hold/above",schemaPath:"\
#/properties/cleanup/properties/brake/properties/hold/properties/above/type",keyword:"type",params:{type:schema31.properties.cleanup.properties.brake.properties.
hold.properties.above.type},message:"must be integer,string"};vErrors===null?vErrors=[err25]:vErrors.push(err25),errors++}if(typeof data13=="number"&&isFinite(data13)&&
(data13<0||isNaN(data13))){let err26={instancePath:instancePath+"/cleanup/brake/hold/above",schemaPath:"#/properties/cleanup/properties/brake/properties/hold/pr\
operties/above/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"};vErrors===null?vErrors=[err26]:vErrors.push(err26),errors++}if(typeof data13==
"string"&&!pattern10.test(data13)){let err27={instancePath:instancePath+"/cleanup/brake/hold/above",schemaPath:"#/properties/cleanup/properties/brake/properties\
/hold/properties/above/pattern",keyword:"pattern",params:{pattern:"^(?:0|(?:100|[1-9]?[0-9])%)$"},message:'must match pattern "^(?:0|(?:100|[1-9]?[0-9])%)$"'};vErrors===
null?vErrors=[err27]:vErrors.push(err27),errors++}}if(data12.within!==void 0){let data14=data12.within;if(typeof data14=="string"){if(!pattern5.test(data14)){let err28={
instancePath:instancePath+"/cleanup/brake/hold/within",schemaPath:"#/properties/cleanup/properties/brake/properties/hold/properties/within/pattern",keyword:"pat\
tern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=
[err28]:vErrors.push(err28),errors++}}else{let err29={instancePath:instancePath+"/cleanup/brake/hold/within",schemaPath:"#/properties/cleanup/properties/brake/p\
roperties/hold/properties/within/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err29]:vErrors.push(err29),errors++}}
if(data12.atLeast!==void 0){let data15=data12.atLeast;if(!(typeof data15=="number"&&!(data15%1)&&!isNaN(data15)&&isFinite(data15))){let err30={instancePath:instancePath+
"/cleanup/brake/hold/atLeast",schemaPath:"#/properties/cleanup/properties/brake/properties/hold/properties/atLeast/type",keyword:"type",params:{type:"integer"},
message:"must be integer"};vErrors===null?vErrors=[err30]:vErrors.push(err30),errors++}if(typeof data15=="number"&&isFinite(data15)&&(data15<1||isNaN(data15))){
let err31={instancePath:instancePath+"/cleanup/brake/hold/atLeast",schemaPath:"#/properties/cleanup/properties/brake/properties/hold/properties/atLeast/minimum",
keyword:"minimum",params:{comparison:">=",limit:1},message:"must be >= 1"};vErrors===null?vErrors=[err31]:vErrors.push(err31),errors++}}}else{let err32={instancePath:instancePath+
"/cleanup/brake/hold",schemaPath:"#/properties/cleanup/properties/brake/properties/hold/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===
null?vErrors=[err32]:vErrors.push(err32),errors++}}if(data11.storage!==void 0){let data16=data11.storage;if(data16&&typeof data16=="object"&&!Array.isArray(data16)){
for(let key5 in data16)if(!(key5==="max"||key5==="per")){let err33={instancePath:instancePath+"/cleanup/brake/storage",schemaPath:"#/properties/cleanup/properti\
es/brake/properties/storage/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key5},message:"must NOT have additional properties"};
vErrors===null?vErrors=[err33]:vErrors.push(err33),errors++}if(data16.max!==void 0){let data17=data16.max;if(!(typeof data17=="number"&&!(data17%1)&&!isNaN(data17)&&
isFinite(data17))&&typeof data17!="string"){let err34={instancePath:instancePath+"/cleanup/brake/storage/max",schemaPath:"#/properties/cleanup/properties/brake/\
properties/storage/properties/max/type",keyword:"type",params:{type:schema31.properties.cleanup.properties.brake.properties.storage.properties.max.type},message:"\
must be integer,string"};vErrors===null?vErrors=[err34]:vErrors.push(err34),errors++}if(typeof data17=="number"&&isFinite(data17)&&(data17<1||isNaN(data17))){let err35={
instancePath:instancePath+"/cleanup/brake/storage/max",schemaPath:"#/properties/cleanup/properties/brake/properties/storage/properties/max/minimum",keyword:"min\
imum",params:{comparison:">=",limit:1},message:"must be >= 1"};vErrors===null?vErrors=[err35]:vErrors.push(err35),errors++}if(typeof data17=="string"&&!pattern10.
test(data17)){let err36={instancePath:instancePath+"/cleanup/brake/storage/max",schemaPath:"#/properties/cleanup/properties/brake/properties/storage/properties/\
max/pattern",keyword:"pattern",params:{pattern:"^(?:0|(?:100|[1-9]?[0-9])%)$"},message:'must match pattern "^(?:0|(?:100|[1-9]?[0-9])%)$"'};vErrors===null?vErrors=
[err36]:vErrors.push(err36),errors++}}if(data16.per!==void 0){let data18=data16.per;if(typeof data18=="string"){if(!pattern13.test(data18)){let err37={instancePath:instancePath+
"/cleanup/brake/storage/per",schemaPath:"#/properties/cleanup/properties/brake/properties/storage/properties/per/pattern",keyword:"pattern",params:{pattern:"^$|\
^(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$"},message:'must match pattern "^$|^(?:[a-z0-9](?:[-a-z0-9.]{0,251}\
[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$"'};vErrors===null?vErrors=[err37]:vErrors.push(err37),errors++}}else{let err38={instancePath:instancePath+
"/cleanup/brake/storage/per",schemaPath:"#/properties/cleanup/properties/brake/properties/storage/properties/per/type",keyword:"type",params:{type:"string"},message:"\
must be string"};vErrors===null?vErrors=[err38]:vErrors.push(err38),errors++}}}else{let err39={instancePath:instancePath+"/cleanup/brake/storage",schemaPath:"#/\
properties/cleanup/properties/brake/properties/storage/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err39]:vErrors.
push(err39),errors++}}}else{let err40={instancePath:instancePath+"/cleanup/brake",schemaPath:"#/properties/cleanup/properties/brake/type",keyword:"type",params:{
type:"object"},message:"must be object"};vErrors===null?vErrors=[err40]:vErrors.push(err40),errors++}}if(data2.returnedMachines!==void 0){let data19=data2.returnedMachines;
if(typeof data19!="string"){let err41={instancePath:instancePath+"/cleanup/returnedMachines",schemaPath:"#/properties/cleanup/properties/returnedMachines/type",
keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err41]:vErrors.push(err41),errors++}if(!(data19==="warn"||data19==="tain\
t")){let err42={instancePath:instancePath+"/cleanup/returnedMachines",schemaPath:"#/properties/cleanup/properties/returnedMachines/enum",keyword:"enum",params:{
allowedValues:schema31.properties.cleanup.properties.returnedMachines.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err42]:
vErrors.push(err42),errors++}}if(data2.tasks!==void 0){let data20=data2.tasks;if(Array.isArray(data20)){if(data20.length>100){let err43={instancePath:instancePath+
"/cleanup/tasks",schemaPath:"#/properties/cleanup/properties/tasks/maxItems",keyword:"maxItems",params:{limit:100},message:"must NOT have more than 100 items"};
vErrors===null?vErrors=[err43]:vErrors.push(err43),errors++}let len0=data20.length;for(let i0=0;i0<len0;i0++){let data21=data20[i0],_errs52=errors,valid9=!0,_errs53=errors;
if(data21&&typeof data21=="object"&&!Array.isArray(data21)){let missing0;if(data21.task===void 0&&(missing0="task")){let err44={};vErrors===null?vErrors=[err44]:
vErrors.push(err44),errors++}else if(data21.task!==void 0&&data21.task!=="cordon"){let err45={};vErrors===null?vErrors=[err45]:vErrors.push(err45),errors++}}var _valid0=_errs53===
errors;if(errors=_errs52,vErrors!==null&&(_errs52?vErrors.length=_errs52:vErrors=null),_valid0){let _errs55=errors;if(data21&&typeof data21=="object"&&!Array.isArray(
data21)){if(data21.options!==void 0){let data23=data21.options;if(data23&&typeof data23=="object"&&!Array.isArray(data23))for(let key6 in data23){let err46={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/0/then/properties/options/additionalProperties",keyword:"additiona\
lProperties",params:{additionalProperty:key6},message:"must NOT have additional properties"};vErrors===null?vErrors=[err46]:vErrors.push(err46),errors++}else{let err47={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/0/then/properties/options/type",keyword:"\
type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err47]:vErrors.push(err47),errors++}}if(data21.stage!==void 0&&data21.stage!=="be\
fore"){let err48={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/0/then/properties/stage/\
enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[0].then.properties.stage.enum},message:"must be equal to one\
 of the allowed values"};vErrors===null?vErrors=[err48]:vErrors.push(err48),errors++}if(data21.on!==void 0){let err49={instancePath:instancePath+"/cleanup/tasks\
/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/0/then/properties/on/false schema",keyword:"false schema",params:{},message:"boolean s\
chema is false"};vErrors===null?vErrors=[err49]:vErrors.push(err49),errors++}}var _valid0=_errs55===errors;if(valid9=_valid0,valid9){var props0={};props0.options=
!0,props0.stage=!0,props0.on=!0,props0.task=!0}}if(!valid9){let err50={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/propertie\
s/tasks/items/allOf/0/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" schema'};vErrors===null?vErrors=[err50]:vErrors.push(err50),errors++}
let _errs61=errors,valid12=!0,_errs62=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){let missing1;if(data21.task===void 0&&(missing1="task")){
let err51={};vErrors===null?vErrors=[err51]:vErrors.push(err51),errors++}else if(data21.task!==void 0&&data21.task!=="local-volumes"){let err52={};vErrors===null?
vErrors=[err52]:vErrors.push(err52),errors++}}var _valid1=_errs62===errors;if(errors=_errs61,vErrors!==null&&(_errs61?vErrors.length=_errs61:vErrors=null),_valid1){
let _errs64=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){if(data21.options!==void 0){let data27=data21.options;if(data27&&typeof data27=="\
object"&&!Array.isArray(data27)){for(let key7 in data27)if(!(key7==="deleteClaims"||key7==="keepNamespaces"||key7==="topologyKeys")){let err53={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/additionalProperties",keyword:"additiona\
lProperties",params:{additionalProperty:key7},message:"must NOT have additional properties"};vErrors===null?vErrors=[err53]:vErrors.push(err53),errors++}if(data27.
deleteClaims!==void 0){let data28=data27.deleteClaims;if(Array.isArray(data28)){let len1=data28.length;for(let i1=0;i1<len1;i1++){let data29=data28[i1];if(typeof data29==
"string"){if(func1(data29)>253){let err54={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/deleteClaims/"+i1,schemaPath:"#/properties/cleanup/propertie\
s/tasks/items/allOf/1/then/properties/options/properties/deleteClaims/items/maxLength",keyword:"maxLength",params:{limit:253},message:"must NOT have more than 2\
53 characters"};vErrors===null?vErrors=[err54]:vErrors.push(err54),errors++}if(!pattern14.test(data29)){let err55={instancePath:instancePath+"/cleanup/tasks/"+i0+
"/options/deleteClaims/"+i1,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/deleteClaims/items/pattern",keyword:"\
pattern",params:{pattern:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},message:'must match pattern "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a\
-z0-9]([-a-z0-9]*[a-z0-9])?)*$"'};vErrors===null?vErrors=[err55]:vErrors.push(err55),errors++}}else{let err56={instancePath:instancePath+"/cleanup/tasks/"+i0+"/\
options/deleteClaims/"+i1,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/deleteClaims/items/type",keyword:"t\
ype",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err56]:vErrors.push(err56),errors++}}let i2=data28.length,j0;if(i2>1){let indices0={};
for(;i2--;){let item0=data28[i2];if(typeof item0=="string"){if(typeof indices0[item0]=="number"){j0=indices0[item0];let err57={instancePath:instancePath+"/clean\
up/tasks/"+i0+"/options/deleteClaims",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/deleteClaims/uniqueItem\
s",keyword:"uniqueItems",params:{i:i2,j:j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i2+" are identical)"};vErrors===null?vErrors=[err57]:vErrors.
push(err57),errors++;break}indices0[item0]=i2}}}}else{let err58={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/deleteClaims",schemaPath:"#/properties\
/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/deleteClaims/type",keyword:"type",params:{type:"array"},message:"must be array"};vErrors===
null?vErrors=[err58]:vErrors.push(err58),errors++}}if(data27.keepNamespaces!==void 0){let data30=data27.keepNamespaces;if(Array.isArray(data30)){let len2=data30.
length;for(let i3=0;i3<len2;i3++){let data31=data30[i3];if(typeof data31=="string"){if(func1(data31)>63){let err59={instancePath:instancePath+"/cleanup/tasks/"+
i0+"/options/keepNamespaces/"+i3,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/keepNamespaces/items/maxLeng\
th",keyword:"maxLength",params:{limit:63},message:"must NOT have more than 63 characters"};vErrors===null?vErrors=[err59]:vErrors.push(err59),errors++}if(!pattern15.
test(data31)){let err60={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/keepNamespaces/"+i3,schemaPath:"#/properties/cleanup/properties/tasks/items/al\
lOf/1/then/properties/options/properties/keepNamespaces/items/pattern",keyword:"pattern",params:{pattern:"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"},message:'must match \
pattern "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"'};vErrors===null?vErrors=[err60]:vErrors.push(err60),errors++}}else{let err61={instancePath:instancePath+"/cleanup/tas\
ks/"+i0+"/options/keepNamespaces/"+i3,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/keepNamespaces/items/ty\
pe",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err61]:vErrors.push(err61),errors++}}let i4=data30.length,j1;if(i4>1){
let indices1={};for(;i4--;){let item1=data30[i4];if(typeof item1=="string"){if(typeof indices1[item1]=="number"){j1=indices1[item1];let err62={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/keepNamespaces",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/keepNamespaces\
/uniqueItems",keyword:"uniqueItems",params:{i:i4,j:j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i4+" are identical)"};vErrors===null?vErrors=
[err62]:vErrors.push(err62),errors++;break}indices1[item1]=i4}}}}else{let err63={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/keepNamespaces",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/keepNamespaces/type",keyword:"type",params:{type:"array"},message:"must b\
e array"};vErrors===null?vErrors=[err63]:vErrors.push(err63),errors++}}if(data27.topologyKeys!==void 0){let data32=data27.topologyKeys;if(Array.isArray(data32)){
let len3=data32.length;for(let i5=0;i5<len3;i5++){let data33=data32[i5];if(typeof data33=="string"){if(func1(data33)>317){let err64={instancePath:instancePath+"\
/cleanup/tasks/"+i0+"/options/topologyKeys/"+i5,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/topologyKeys/\
items/maxLength",keyword:"maxLength",params:{limit:317},message:"must NOT have more than 317 characters"};vErrors===null?vErrors=[err64]:vErrors.push(err64),errors++}
if(!pattern16.test(data33)){let err65={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/topologyKeys/"+i5,schemaPath:"#/properties/cleanup/properties/ta\
sks/items/allOf/1/then/properties/options/properties/topologyKeys/items/pattern",keyword:"pattern",params:{pattern:"^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9](\
[-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$"},message:'must match pattern "^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9]\
)?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$"'};vErrors===null?vErrors=[err65]:vErrors.push(err65),errors++}}else{let err66={instancePath:instancePath+"/cle\
anup/tasks/"+i0+"/options/topologyKeys/"+i5,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/topologyKeys/item\
s/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err66]:vErrors.push(err66),errors++}}let i6=data32.length,j2;if(i6>
1){let indices2={};for(;i6--;){let item2=data32[i6];if(typeof item2=="string"){if(typeof indices2[item2]=="number"){j2=indices2[item2];let err67={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/topologyKeys",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/topologyKeys/uni\
queItems",keyword:"uniqueItems",params:{i:i6,j:j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i6+" are identical)"};vErrors===null?vErrors=[err67]:
vErrors.push(err67),errors++;break}indices2[item2]=i6}}}}else{let err68={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/topologyKeys",schemaPath:"#/pr\
operties/cleanup/properties/tasks/items/allOf/1/then/properties/options/properties/topologyKeys/type",keyword:"type",params:{type:"array"},message:"must be arra\
y"};vErrors===null?vErrors=[err68]:vErrors.push(err68),errors++}}}else{let err69={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/proper\
ties/cleanup/properties/tasks/items/allOf/1/then/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=
[err69]:vErrors.push(err69),errors++}}if(data21.stage!==void 0&&data21.stage!=="before"){let err70={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.
items.allOf[1].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err70]:vErrors.push(err70),errors++}if(data21.
on!==void 0){let err71={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/then/properties/on/\
false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err71]:vErrors.push(err71),errors++}}var _valid1=_errs64===
errors;if(valid12=_valid1,valid12){var props1={};props1.options=!0,props1.stage=!0,props1.on=!0,props1.task=!0}}if(!valid12){let err72={instancePath:instancePath+
"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/1/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" \
schema'};vErrors===null?vErrors=[err72]:vErrors.push(err72),errors++}props0!==!0&&props1!==void 0&&(props1===!0?props0=!0:(props0=props0||{},Object.assign(props0,
props1)));let _errs82=errors,valid25=!0,_errs83=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){let missing2;if(data21.task===void 0&&(missing2=
"task")){let err73={};vErrors===null?vErrors=[err73]:vErrors.push(err73),errors++}else if(data21.task!==void 0&&data21.task!=="longhorn-evacuate"){let err74={};
vErrors===null?vErrors=[err74]:vErrors.push(err74),errors++}}var _valid2=_errs83===errors;if(errors=_errs82,vErrors!==null&&(_errs82?vErrors.length=_errs82:vErrors=
null),_valid2){let _errs85=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){if(data21.options!==void 0){let data37=data21.options;if(data37&&typeof data37==
"object"&&!Array.isArray(data37)){for(let key8 in data37)if(!(key8==="stallAfter"||key8==="deleteFailedReplicas")){let err75={instancePath:instancePath+"/cleanu\
p/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/additionalProperties",keyword:"additionalPropert\
ies",params:{additionalProperty:key8},message:"must NOT have additional properties"};vErrors===null?vErrors=[err75]:vErrors.push(err75),errors++}if(data37.stallAfter!==
void 0){let data38=data37.stallAfter;if(typeof data38=="string"){if(!pattern5.test(data38)){let err76={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/\
stallAfter",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/stallAfter/pattern",keyword:"pattern",params:{pattern:"\
^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err76]:vErrors.push(err76),
errors++}}else{let err77={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/stallAfter",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/t\
hen/properties/options/properties/stallAfter/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err77]:vErrors.push(err77),
errors++}}if(data37.deleteFailedReplicas!==void 0&&typeof data37.deleteFailedReplicas!="boolean"){let err78={instancePath:instancePath+"/cleanup/tasks/"+i0+"/op\
tions/deleteFailedReplicas",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/properties/deleteFailedReplicas/type",keyword:"\
type",params:{type:"boolean"},message:"must be boolean"};vErrors===null?vErrors=[err78]:vErrors.push(err78),errors++}}else{let err79={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/options/type",keyword:"type",params:{type:"objec\
t"},message:"must be object"};vErrors===null?vErrors=[err79]:vErrors.push(err79),errors++}}if(data21.stage!==void 0&&data21.stage!=="before"){let err80={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.
properties.cleanup.properties.tasks.items.allOf[2].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err80]:
vErrors.push(err80),errors++}if(data21.on!==void 0){let err81={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/\
tasks/items/allOf/2/then/properties/on/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err81]:vErrors.
push(err81),errors++}}var _valid2=_errs85===errors;if(valid25=_valid2,valid25){var props2={};props2.options=!0,props2.stage=!0,props2.on=!0,props2.task=!0}}if(!valid25){
let err82={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/2/if",keyword:"if",params:{failingKeyword:"\
then"},message:'must match "then" schema'};vErrors===null?vErrors=[err82]:vErrors.push(err82),errors++}props0!==!0&&props2!==void 0&&(props2===!0?props0=!0:(props0=
props0||{},Object.assign(props0,props2)));let _errs95=errors,valid29=!0,_errs96=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){let missing3;
if(data21.task===void 0&&(missing3="task")){let err83={};vErrors===null?vErrors=[err83]:vErrors.push(err83),errors++}else if(data21.task!==void 0&&data21.task!==
"drain"){let err84={};vErrors===null?vErrors=[err84]:vErrors.push(err84),errors++}}var _valid3=_errs96===errors;if(errors=_errs95,vErrors!==null&&(_errs95?vErrors.
length=_errs95:vErrors=null),_valid3){let _errs98=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){if(data21.options!==void 0){let data43=data21.
options;if(data43&&typeof data43=="object"&&!Array.isArray(data43)){for(let key9 in data43)if(!(key9==="gracePeriod"||key9==="forceAfter"||key9==="skipPods"||key9===
"unmanaged"||key9==="emptyDir"||key9==="maxParallel")){let err85={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/pro\
perties/tasks/items/allOf/3/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key9},message:"must NOT have\
 additional properties"};vErrors===null?vErrors=[err85]:vErrors.push(err85),errors++}if(data43.gracePeriod!==void 0){let data44=data43.gracePeriod;if(typeof data44==
"string"){if(!pattern18.test(data44)){let err86={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/gracePeriod",schemaPath:"#/properties/cleanup/properti\
es/tasks/items/allOf/3/then/properties/options/properties/gracePeriod/pattern",keyword:"pattern",params:{pattern:"^$|^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'\
must match pattern "^$|^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err86]:vErrors.push(err86),errors++}}else{let err87={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/gracePeriod",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/gracePeriod/type",
keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err87]:vErrors.push(err87),errors++}}if(data43.forceAfter!==void 0){let data45=data43.
forceAfter;if(typeof data45=="string"){if(!pattern5.test(data45)){let err88={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/forceAfter",schemaPath:"#/\
properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/forceAfter/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9\
]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err88]:vErrors.push(err88),errors++}}else{
let err89={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/forceAfter",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/\
options/properties/forceAfter/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err89]:vErrors.push(err89),errors++}}
if(data43.skipPods!==void 0&&typeof data43.skipPods!="string"){let err90={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/skipPods",schemaPath:"#/prope\
rties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/skipPods/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===
null?vErrors=[err90]:vErrors.push(err90),errors++}if(data43.unmanaged!==void 0){let data47=data43.unmanaged;if(typeof data47!="string"){let err91={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/unmanaged",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/unmanaged/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err91]:vErrors.push(err91),errors++}if(!(data47==="evict"||data47==="block")){let err92={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/unmanaged",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/prop\
erties/unmanaged/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[3].then.properties.options.properties.unmanaged.
enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err92]:vErrors.push(err92),errors++}}if(data43.emptyDir!==void 0){let data48=data43.
emptyDir;if(typeof data48!="string"){let err93={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/emptyDir",schemaPath:"#/properties/cleanup/properties/t\
asks/items/allOf/3/then/properties/options/properties/emptyDir/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err93]:
vErrors.push(err93),errors++}if(!(data48==="evict"||data48==="block")){let err94={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/emptyDir",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/emptyDir/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.
properties.tasks.items.allOf[3].then.properties.options.properties.emptyDir.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[
err94]:vErrors.push(err94),errors++}}if(data43.maxParallel!==void 0){let data49=data43.maxParallel;if(!(typeof data49=="number"&&!(data49%1)&&!isNaN(data49)&&isFinite(
data49))){let err95={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/maxParallel",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/\
properties/options/properties/maxParallel/type",keyword:"type",params:{type:"integer"},message:"must be integer"};vErrors===null?vErrors=[err95]:vErrors.push(err95),
errors++}if(typeof data49=="number"&&isFinite(data49)){if(data49>100||isNaN(data49)){let err96={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/maxPara\
llel",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/maxParallel/maximum",keyword:"maximum",params:{comparison:"\
<=",limit:100},message:"must be <= 100"};vErrors===null?vErrors=[err96]:vErrors.push(err96),errors++}if(data49<1||isNaN(data49)){let err97={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/maxParallel",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/properties/maxParallel/minim\
um",keyword:"minimum",params:{comparison:">=",limit:1},message:"must be >= 1"};vErrors===null?vErrors=[err97]:vErrors.push(err97),errors++}}}}else{let err98={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/options/type",keyword:"type",params:{type:"objec\
t"},message:"must be object"};vErrors===null?vErrors=[err98]:vErrors.push(err98),errors++}}if(data21.stage!==void 0&&data21.stage!=="before"){let err99={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.
properties.cleanup.properties.tasks.items.allOf[3].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err99]:
vErrors.push(err99),errors++}if(data21.on!==void 0){let err100={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/properties\
/tasks/items/allOf/3/then/properties/on/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err100]:vErrors.
push(err100),errors++}}var _valid3=_errs98===errors;if(valid29=_valid3,valid29){var props3={};props3.options=!0,props3.stage=!0,props3.on=!0,props3.task=!0}}if(!valid29){
let err101={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/3/if",keyword:"if",params:{failingKeyword:"\
then"},message:'must match "then" schema'};vErrors===null?vErrors=[err101]:vErrors.push(err101),errors++}props0!==!0&&props3!==void 0&&(props3===!0?props0=!0:(props0=
props0||{},Object.assign(props0,props3)));let _errs116=errors,valid33=!0,_errs117=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){let missing4;
if(data21.task===void 0&&(missing4="task")){let err102={};vErrors===null?vErrors=[err102]:vErrors.push(err102),errors++}else if(data21.task!==void 0&&data21.task!==
"portworx"){let err103={};vErrors===null?vErrors=[err103]:vErrors.push(err103),errors++}}var _valid4=_errs117===errors;if(errors=_errs116,vErrors!==null&&(_errs116?
vErrors.length=_errs116:vErrors=null),_valid4){let _errs119=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){if(data21.options!==void 0){let data53=data21.
options;if(data53&&typeof data53=="object"&&!Array.isArray(data53)){for(let key10 in data53)if(!(key10==="endpoint"||key10==="managementEndpoint"||key10==="toke\
nFile"||key10==="caFile"||key10==="timeout"||key10==="emptyNode"||key10==="decommission"||key10==="storagelessTimeout")){let err104={instancePath:instancePath+"\
/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/additionalProperties",keyword:"additional\
Properties",params:{additionalProperty:key10},message:"must NOT have additional properties"};vErrors===null?vErrors=[err104]:vErrors.push(err104),errors++}if(data53.
endpoint!==void 0){let data54=data53.endpoint;if(typeof data54=="string"){if(!pattern20.test(data54)){let err105={instancePath:instancePath+"/cleanup/tasks/"+i0+
"/options/endpoint",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/endpoint/pattern",keyword:"pattern",params:{
pattern:"^$|^https?://[^\\s/]+/?$"},message:'must match pattern "^$|^https?://[^\\s/]+/?$"'};vErrors===null?vErrors=[err105]:vErrors.push(err105),errors++}}else{
let err106={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/endpoint",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/o\
ptions/properties/endpoint/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err106]:vErrors.push(err106),errors++}}
if(data53.managementEndpoint!==void 0){let data55=data53.managementEndpoint;if(typeof data55=="string"){if(!pattern20.test(data55)){let err107={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/managementEndpoint",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/management\
Endpoint/pattern",keyword:"pattern",params:{pattern:"^$|^https?://[^\\s/]+/?$"},message:'must match pattern "^$|^https?://[^\\s/]+/?$"'};vErrors===null?vErrors=
[err107]:vErrors.push(err107),errors++}}else{let err108={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/managementEndpoint",schemaPath:"#/properties/c\
leanup/properties/tasks/items/allOf/4/then/properties/options/properties/managementEndpoint/type",keyword:"type",params:{type:"string"},message:"must be string"};
vErrors===null?vErrors=[err108]:vErrors.push(err108),errors++}}if(data53.tokenFile!==void 0&&typeof data53.tokenFile!="string"){let err109={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/tokenFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/tokenFile/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err109]:vErrors.push(err109),errors++}if(data53.caFile!==void 0&&typeof data53.caFile!=
"string"){let err110={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/caFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/prop\
erties/options/properties/caFile/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err110]:vErrors.push(err110),errors++}
if(data53.timeout!==void 0){let data58=data53.timeout;if(typeof data58=="string"){if(!pattern5.test(data58)){let err111={instancePath:instancePath+"/cleanup/tas\
ks/"+i0+"/options/timeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/timeout/pattern",keyword:"pattern",
params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err111]:
vErrors.push(err111),errors++}}else{let err112={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/timeout",schemaPath:"#/properties/cleanup/properties/ta\
sks/items/allOf/4/then/properties/options/properties/timeout/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err112]:
vErrors.push(err112),errors++}}if(data53.emptyNode!==void 0&&typeof data53.emptyNode!="boolean"){let err113={instancePath:instancePath+"/cleanup/tasks/"+i0+"/op\
tions/emptyNode",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/emptyNode/type",keyword:"type",params:{type:"\
boolean"},message:"must be boolean"};vErrors===null?vErrors=[err113]:vErrors.push(err113),errors++}if(data53.decommission!==void 0&&typeof data53.decommission!=
"boolean"){let err114={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/decommission",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/th\
en/properties/options/properties/decommission/type",keyword:"type",params:{type:"boolean"},message:"must be boolean"};vErrors===null?vErrors=[err114]:vErrors.push(
err114),errors++}if(data53.storagelessTimeout!==void 0){let data61=data53.storagelessTimeout;if(typeof data61=="string"){if(!pattern5.test(data61)){let err115={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/storagelessTimeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/opt\
ions/properties/storagelessTimeout/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+\
(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err115]:vErrors.push(err115),errors++}}else{let err116={instancePath:instancePath+"/cleanup/tasks/"+i0+
"/options/storagelessTimeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/properties/storagelessTimeout/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err116]:vErrors.push(err116),errors++}}}else{let err117={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/options/type",keyword:"type",params:{type:"objec\
t"},message:"must be object"};vErrors===null?vErrors=[err117]:vErrors.push(err117),errors++}}if(data21.stage!==void 0){let data62=data21.stage;if(!(data62==="be\
fore"||data62==="after")){let err118={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/th\
en/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[4].then.properties.stage.enum},message:"\
must be equal to one of the allowed values"};vErrors===null?vErrors=[err118]:vErrors.push(err118),errors++}}if(data21.on!==void 0){let err119={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/4/then/properties/on/false schema",keyword:"false schema",params:{},message:"\
boolean schema is false"};vErrors===null?vErrors=[err119]:vErrors.push(err119),errors++}}var _valid4=_errs119===errors;if(valid33=_valid4,valid33){var props4={};
props4.options=!0,props4.stage=!0,props4.on=!0,props4.task=!0}}if(!valid33){let err120={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/\
cleanup/properties/tasks/items/allOf/4/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" schema'};vErrors===null?vErrors=[err120]:vErrors.
push(err120),errors++}props0!==!0&&props4!==void 0&&(props4===!0?props0=!0:(props0=props0||{},Object.assign(props0,props4)));let _errs141=errors,valid37=!0,_errs142=errors;
if(data21&&typeof data21=="object"&&!Array.isArray(data21)){let missing5;if(data21.task===void 0&&(missing5="task")){let err121={};vErrors===null?vErrors=[err121]:
vErrors.push(err121),errors++}else if(data21.task!==void 0&&data21.task!=="volumes-detach"){let err122={};vErrors===null?vErrors=[err122]:vErrors.push(err122),errors++}}
var _valid5=_errs142===errors;if(errors=_errs141,vErrors!==null&&(_errs141?vErrors.length=_errs141:vErrors=null),_valid5){let _errs144=errors;if(data21&&typeof data21==
"object"&&!Array.isArray(data21)){if(data21.options!==void 0){let data65=data21.options;if(data65&&typeof data65=="object"&&!Array.isArray(data65)){for(let key11 in data65)
if(!(key11==="outOfService"||key11==="forceDetach"||key11==="proofURL"||key11==="proofHeadersFile"||key11==="proofCAFile"||key11==="proofTimeout")){let err123={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/options/additionalProp\
erties",keyword:"additionalProperties",params:{additionalProperty:key11},message:"must NOT have additional properties"};vErrors===null?vErrors=[err123]:vErrors.
push(err123),errors++}if(data65.outOfService!==void 0&&typeof data65.outOfService!="boolean"){let err124={instancePath:instancePath+"/cleanup/tasks/"+i0+"/optio\
ns/outOfService",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/options/properties/outOfService/type",keyword:"type",params:{type:"\
boolean"},message:"must be boolean"};vErrors===null?vErrors=[err124]:vErrors.push(err124),errors++}if(data65.forceDetach!==void 0&&typeof data65.forceDetach!="b\
oolean"){let err125={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/forceDetach",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/\
properties/options/properties/forceDetach/type",keyword:"type",params:{type:"boolean"},message:"must be boolean"};vErrors===null?vErrors=[err125]:vErrors.push(err125),
errors++}if(data65.proofURL!==void 0){let data68=data65.proofURL;if(typeof data68=="string"){if(!pattern24.test(data68)){let err126={instancePath:instancePath+"\
/cleanup/tasks/"+i0+"/options/proofURL",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/options/properties/proofURL/pattern",keyword:"\
pattern",params:{pattern:"^$|^https?://[^\\s/]+"},message:'must match pattern "^$|^https?://[^\\s/]+"'};vErrors===null?vErrors=[err126]:vErrors.push(err126),errors++}}else{
let err127={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/proofURL",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/o\
ptions/properties/proofURL/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err127]:vErrors.push(err127),errors++}}
if(data65.proofHeadersFile!==void 0&&typeof data65.proofHeadersFile!="string"){let err128={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/proofHeaders\
File",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/options/properties/proofHeadersFile/type",keyword:"type",params:{type:"str\
ing"},message:"must be string"};vErrors===null?vErrors=[err128]:vErrors.push(err128),errors++}if(data65.proofCAFile!==void 0&&typeof data65.proofCAFile!="string"){
let err129={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/proofCAFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/propertie\
s/options/properties/proofCAFile/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err129]:vErrors.push(err129),errors++}
if(data65.proofTimeout!==void 0){let data71=data65.proofTimeout;if(typeof data71=="string"){if(!pattern5.test(data71)){let err130={instancePath:instancePath+"/c\
leanup/tasks/"+i0+"/options/proofTimeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/options/properties/proofTimeout/patter\
n",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===
null?vErrors=[err130]:vErrors.push(err130),errors++}}else{let err131={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/proofTimeout",schemaPath:"#/prope\
rties/cleanup/properties/tasks/items/allOf/5/then/properties/options/properties/proofTimeout/type",keyword:"type",params:{type:"string"},message:"must be string"};
vErrors===null?vErrors=[err131]:vErrors.push(err131),errors++}}}else{let err132={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/propert\
ies/cleanup/properties/tasks/items/allOf/5/then/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=
[err132]:vErrors.push(err132),errors++}}if(data21.stage!==void 0&&data21.stage!=="before"){let err133={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.
items.allOf[5].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err133]:vErrors.push(err133),errors++}if(data21.
on!==void 0){let err134={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/then/properties/on\
/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err134]:vErrors.push(err134),errors++}}var _valid5=_errs144===
errors;if(valid37=_valid5,valid37){var props5={};props5.options=!0,props5.stage=!0,props5.on=!0,props5.task=!0}}if(!valid37){let err135={instancePath:instancePath+
"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/5/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" \
schema'};vErrors===null?vErrors=[err135]:vErrors.push(err135),errors++}props0!==!0&&props5!==void 0&&(props5===!0?props0=!0:(props0=props0||{},Object.assign(props0,
props5)));let _errs162=errors,valid41=!0,_errs163=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){let missing6;if(data21.task===void 0&&(missing6=
"task")){let err136={};vErrors===null?vErrors=[err136]:vErrors.push(err136),errors++}else if(data21.task!==void 0&&data21.task!=="longhorn-forget"){let err137={};
vErrors===null?vErrors=[err137]:vErrors.push(err137),errors++}}var _valid6=_errs163===errors;if(errors=_errs162,vErrors!==null&&(_errs162?vErrors.length=_errs162:
vErrors=null),_valid6){let _errs165=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){if(data21.options!==void 0){let data75=data21.options;if(data75&&
typeof data75=="object"&&!Array.isArray(data75))for(let key12 in data75){let err138={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/pro\
perties/cleanup/properties/tasks/items/allOf/6/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key12},message:"\
must NOT have additional properties"};vErrors===null?vErrors=[err138]:vErrors.push(err138),errors++}else{let err139={instancePath:instancePath+"/cleanup/tasks/"+
i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/6/then/properties/options/type",keyword:"type",params:{type:"object"},message:"must \
be object"};vErrors===null?vErrors=[err139]:vErrors.push(err139),errors++}}if(data21.stage!==void 0&&data21.stage!=="after"){let err140={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/6/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.
properties.cleanup.properties.tasks.items.allOf[6].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err140]:
vErrors.push(err140),errors++}if(data21.on!==void 0){let err141={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/propertie\
s/tasks/items/allOf/6/then/properties/on/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err141]:vErrors.
push(err141),errors++}}var _valid6=_errs165===errors;if(valid41=_valid6,valid41){var props6={};props6.options=!0,props6.stage=!0,props6.on=!0,props6.task=!0}}if(!valid41){
let err142={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/6/if",keyword:"if",params:{failingKeyword:"\
then"},message:'must match "then" schema'};vErrors===null?vErrors=[err142]:vErrors.push(err142),errors++}props0!==!0&&props6!==void 0&&(props6===!0?props0=!0:(props0=
props0||{},Object.assign(props0,props6)));let _errs171=errors,valid44=!0,_errs172=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){let missing7;
if(data21.task===void 0&&(missing7="task")){let err143={};vErrors===null?vErrors=[err143]:vErrors.push(err143),errors++}else if(data21.task!==void 0&&data21.task!==
"volumes-verify"){let err144={};vErrors===null?vErrors=[err144]:vErrors.push(err144),errors++}}var _valid7=_errs172===errors;if(errors=_errs171,vErrors!==null&&
(_errs171?vErrors.length=_errs171:vErrors=null),_valid7){let _errs174=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){if(data21.options!==void 0){
let data79=data21.options;if(data79&&typeof data79=="object"&&!Array.isArray(data79)){for(let key13 in data79)if(!(key13==="deleteReleased"||key13==="cleanDrive\
rs")){let err145={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/7/then/properties/opti\
ons/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key13},message:"must NOT have additional properties"};vErrors===null?vErrors=
[err145]:vErrors.push(err145),errors++}if(data79.deleteReleased!==void 0&&typeof data79.deleteReleased!="boolean"){let err146={instancePath:instancePath+"/clean\
up/tasks/"+i0+"/options/deleteReleased",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/7/then/properties/options/properties/deleteReleased/type",
keyword:"type",params:{type:"boolean"},message:"must be boolean"};vErrors===null?vErrors=[err146]:vErrors.push(err146),errors++}if(data79.cleanDrivers!==void 0){
let data81=data79.cleanDrivers;if(Array.isArray(data81)){if(data81.length>50){let err147={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/cleanDrivers",
schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/7/then/properties/options/properties/cleanDrivers/maxItems",keyword:"maxItems",params:{limit:50},message:"\
must NOT have more than 50 items"};vErrors===null?vErrors=[err147]:vErrors.push(err147),errors++}let len4=data81.length;for(let i7=0;i7<len4;i7++){let data82=data81[i7];
if(typeof data82=="string"){if(func1(data82)>253){let err148={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/cleanDrivers/"+i7,schemaPath:"#/propertie\
s/cleanup/properties/tasks/items/allOf/7/then/properties/options/properties/cleanDrivers/items/maxLength",keyword:"maxLength",params:{limit:253},message:"must N\
OT have more than 253 characters"};vErrors===null?vErrors=[err148]:vErrors.push(err148),errors++}if(func1(data82)<1){let err149={instancePath:instancePath+"/cle\
anup/tasks/"+i0+"/options/cleanDrivers/"+i7,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/7/then/properties/options/properties/cleanDrivers/item\
s/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"};vErrors===null?vErrors=[err149]:vErrors.push(err149),errors++}}else{
let err150={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/cleanDrivers/"+i7,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/7/then/prop\
erties/options/properties/cleanDrivers/items/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err150]:vErrors.push(
err150),errors++}}let i8=data81.length,j3;if(i8>1){let indices3={};for(;i8--;){let item3=data81[i8];if(typeof item3=="string"){if(typeof indices3[item3]=="numbe\
r"){j3=indices3[item3];let err151={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/cleanDrivers",schemaPath:"#/properties/cleanup/properties/tasks/item\
s/allOf/7/then/properties/options/properties/cleanDrivers/uniqueItems",keyword:"uniqueItems",params:{i:i8,j:j3},message:"must NOT have duplicate items (items ##\
 "+j3+" and "+i8+" are identical)"};vErrors===null?vErrors=[err151]:vErrors.push(err151),errors++;break}indices3[item3]=i8}}}}else{let err152={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/cleanDrivers",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/7/then/properties/options/properties/cleanDrivers/typ\
e",keyword:"type",params:{type:"array"},message:"must be array"};vErrors===null?vErrors=[err152]:vErrors.push(err152),errors++}}}else{let err153={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/7/then/properties/options/type",keyword:"type",params:{type:"objec\
t"},message:"must be object"};vErrors===null?vErrors=[err153]:vErrors.push(err153),errors++}}if(data21.stage!==void 0&&data21.stage!=="after"){let err154={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/7/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.
properties.cleanup.properties.tasks.items.allOf[7].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err154]:
vErrors.push(err154),errors++}if(data21.on!==void 0){let err155={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/propertie\
s/tasks/items/allOf/7/then/properties/on/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err155]:vErrors.
push(err155),errors++}}var _valid7=_errs174===errors;if(valid44=_valid7,valid44){var props7={};props7.options=!0,props7.stage=!0,props7.on=!0,props7.task=!0}}if(!valid44){
let err156={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/7/if",keyword:"if",params:{failingKeyword:"\
then"},message:'must match "then" schema'};vErrors===null?vErrors=[err156]:vErrors.push(err156),errors++}props0!==!0&&props7!==void 0&&(props7===!0?props0=!0:(props0=
props0||{},Object.assign(props0,props7)));let _errs186=errors,valid51=!0,_errs187=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){let missing8;
if(data21.task===void 0&&(missing8="task")){let err157={};vErrors===null?vErrors=[err157]:vErrors.push(err157),errors++}else if(data21.task!==void 0&&data21.task!==
"http"){let err158={};vErrors===null?vErrors=[err158]:vErrors.push(err158),errors++}}var _valid8=_errs187===errors;if(errors=_errs186,vErrors!==null&&(_errs186?
vErrors.length=_errs186:vErrors=null),_valid8){let _errs189=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){if(data21.options===void 0){let err159={
instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/8/then/required",keyword:"required",params:{missingProperty:"\
options"},message:"must have required property 'options'"};vErrors===null?vErrors=[err159]:vErrors.push(err159),errors++}if(data21.options!==void 0){let data86=data21.
options;if(data86&&typeof data86=="object"&&!Array.isArray(data86)){if(data86.url===void 0){let err160={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",
schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/8/then/properties/options/required",keyword:"required",params:{missingProperty:"url"},message:"mus\
t have required property 'url'"};vErrors===null?vErrors=[err160]:vErrors.push(err160),errors++}for(let key14 in data86)if(!(key14==="url"||key14==="tokenFile"||
key14==="certFile"||key14==="keyFile"||key14==="caFile"||key14==="headersFile"||key14==="timeout")){let err161={instancePath:instancePath+"/cleanup/tasks/"+i0+"\
/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/8/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key14},
message:"must NOT have additional properties"};vErrors===null?vErrors=[err161]:vErrors.push(err161),errors++}if(data86.url!==void 0){let data87=data86.url;if(typeof data87==
"string"){if(!pattern26.test(data87)){let err162={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/url",schemaPath:"#/properties/cleanup/properties/task\
s/items/allOf/8/then/properties/options/properties/url/pattern",keyword:"pattern",params:{pattern:"^https?://[^\\s/?#@]+(?:[/?#]\\S*)?$"},message:'must match pa\
ttern "^https?://[^\\s/?#@]+(?:[/?#]\\S*)?$"'};vErrors===null?vErrors=[err162]:vErrors.push(err162),errors++}}else{let err163={instancePath:instancePath+"/clean\
up/tasks/"+i0+"/options/url",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/8/then/properties/options/properties/url/type",keyword:"type",params:{
type:"string"},message:"must be string"};vErrors===null?vErrors=[err163]:vErrors.push(err163),errors++}}if(data86.tokenFile!==void 0&&typeof data86.tokenFile!="\
string"){let err164={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/tokenFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/8/then/pr\
operties/options/properties/tokenFile/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err164]:vErrors.push(err164),
errors++}if(data86.certFile!==void 0&&typeof data86.certFile!="string"){let err165={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/certFile",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/8/then/properties/options/properties/certFile/type",keyword:"type",params:{type:"string"},message:"must be str\
ing"};vErrors===null?vErrors=[err165]:vErrors.push(err165),errors++}if(data86.keyFile!==void 0&&typeof data86.keyFile!="string"){let err166={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/keyFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/8/then/properties/options/properties/keyFile/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err166]:vErrors.push(err166),errors++}if(data86.caFile!==void 0&&typeof data86.caFile!=
"string"){let err167={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/caFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/8/then/prop\
erties/options/properties/caFile/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err167]:vErrors.push(err167),errors++}
if(data86.headersFile!==void 0&&typeof data86.headersFile!="string"){let err168={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/headersFile",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/8/then/properties/options/properties/headersFile/type",keyword:"type",params:{type:"string"},message:"must be \
string"};vErrors===null?vErrors=[err168]:vErrors.push(err168),errors++}if(data86.timeout!==void 0){let data93=data86.timeout;if(typeof data93=="string"){if(!pattern5.
test(data93)){let err169={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/timeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/8/then\
/properties/options/properties/timeout/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0\
-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err169]:vErrors.push(err169),errors++}}else{let err170={instancePath:instancePath+"/cleanup/tasks/"+
i0+"/options/timeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/8/then/properties/options/properties/timeout/type",keyword:"type",params:{type:"\
string"},message:"must be string"};vErrors===null?vErrors=[err170]:vErrors.push(err170),errors++}}}else{let err171={instancePath:instancePath+"/cleanup/tasks/"+
i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/8/then/properties/options/type",keyword:"type",params:{type:"object"},message:"must \
be object"};vErrors===null?vErrors=[err171]:vErrors.push(err171),errors++}}if(data21.stage!==void 0){let data94=data21.stage;if(!(data94==="before"||data94==="a\
fter")){let err172={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/8/then/properties/stag\
e/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[8].then.properties.stage.enum},message:"must be equal to o\
ne of the allowed values"};vErrors===null?vErrors=[err172]:vErrors.push(err172),errors++}}if(data21.on!==void 0){let err173={instancePath:instancePath+"/cleanup\
/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/8/then/properties/on/false schema",keyword:"false schema",params:{},message:"boo\
lean schema is false"};vErrors===null?vErrors=[err173]:vErrors.push(err173),errors++}}var _valid8=_errs189===errors;if(valid51=_valid8,valid51){var props8={};props8.
options=!0,props8.stage=!0,props8.on=!0,props8.task=!0}}if(!valid51){let err174={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup\
/properties/tasks/items/allOf/8/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" schema'};vErrors===null?vErrors=[err174]:vErrors.push(
err174),errors++}props0!==!0&&props8!==void 0&&(props8===!0?props0=!0:(props0=props0||{},Object.assign(props0,props8)));let _errs209=errors,valid55=!0,_errs210=errors;
if(data21&&typeof data21=="object"&&!Array.isArray(data21)){let missing9;if(data21.task===void 0&&(missing9="task")){let err175={};vErrors===null?vErrors=[err175]:
vErrors.push(err175),errors++}else if(data21.task!==void 0&&data21.task!=="job"){let err176={};vErrors===null?vErrors=[err176]:vErrors.push(err176),errors++}}var _valid9=_errs210===
errors;if(errors=_errs209,vErrors!==null&&(_errs209?vErrors.length=_errs209:vErrors=null),_valid9){let _errs212=errors;if(data21&&typeof data21=="object"&&!Array.
isArray(data21)){if(data21.options===void 0){let err177={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/\
allOf/9/then/required",keyword:"required",params:{missingProperty:"options"},message:"must have required property 'options'"};vErrors===null?vErrors=[err177]:vErrors.
push(err177),errors++}if(data21.options!==void 0){let data97=data21.options;if(data97&&typeof data97=="object"&&!Array.isArray(data97)){if(data97.namespace===void 0){
let err178={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/re\
quired",keyword:"required",params:{missingProperty:"namespace"},message:"must have required property 'namespace'"};vErrors===null?vErrors=[err178]:vErrors.push(
err178),errors++}if(data97.template===void 0){let err179={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/\
tasks/items/allOf/9/then/properties/options/required",keyword:"required",params:{missingProperty:"template"},message:"must have required property 'template'"};vErrors===
null?vErrors=[err179]:vErrors.push(err179),errors++}for(let key15 in data97)if(!(key15==="namespace"||key15==="template"||key15==="on"||key15==="whenDead"||key15===
"keep"||key15==="logLines")){let err180={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf\
/9/then/properties/options/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key15},message:"must NOT have additional properties"};
vErrors===null?vErrors=[err180]:vErrors.push(err180),errors++}if(data97.namespace!==void 0){let data98=data97.namespace;if(typeof data98=="string"){if(!pattern28.
test(data98)){let err181={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/namespace",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/th\
en/properties/options/properties/namespace/pattern",keyword:"pattern",params:{pattern:"^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$"},message:'must match pattern "^[a\
-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$"'};vErrors===null?vErrors=[err181]:vErrors.push(err181),errors++}}else{let err182={instancePath:instancePath+"/cleanup/tasks\
/"+i0+"/options/namespace",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/namespace/type",keyword:"type",params:{
type:"string"},message:"must be string"};vErrors===null?vErrors=[err182]:vErrors.push(err182),errors++}}if(data97.template!==void 0){let data99=data97.template;
if(validate21(data99,{instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template",parentData:data97,parentDataProperty:"template",rootData,dynamicAnchors})||
(vErrors=vErrors===null?validate21.errors:vErrors.concat(validate21.errors),errors=vErrors.length),data99&&typeof data99=="object"&&!Array.isArray(data99)){if(data99.
spec===void 0){let err183={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/th\
en/properties/options/properties/template/required",keyword:"required",params:{missingProperty:"spec"},message:"must have required property 'spec'"};vErrors===null?
vErrors=[err183]:vErrors.push(err183),errors++}for(let key16 in data99)if(!(key16==="metadata"||key16==="spec")){let err184={instancePath:instancePath+"/cleanup\
/tasks/"+i0+"/options/template",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/additionalProperties",
keyword:"additionalProperties",params:{additionalProperty:key16},message:"must NOT have additional properties"};vErrors===null?vErrors=[err184]:vErrors.push(err184),
errors++}if(data99.metadata!==void 0){let data100=data99.metadata;if(data100&&typeof data100=="object"&&!Array.isArray(data100)){for(let key17 in data100)if(!(key17===
"labels"||key17==="annotations")){let err185={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/metadata",schemaPath:"#/properties/cleanup/prope\
rties/tasks/items/allOf/9/then/properties/options/properties/template/properties/metadata/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key17},
message:"must NOT have additional properties"};vErrors===null?vErrors=[err185]:vErrors.push(err185),errors++}}else{let err186={instancePath:instancePath+"/clean\
up/tasks/"+i0+"/options/template/metadata",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/propertie\
s/metadata/type",keyword:"type",params:{type:schema31.properties.cleanup.properties.tasks.items.allOf[9].then.properties.options.properties.template.properties.
metadata.type},message:"must be object"};vErrors===null?vErrors=[err186]:vErrors.push(err186),errors++}}if(data99.spec!==void 0){let data101=data99.spec;if(data101&&
typeof data101=="object"&&!Array.isArray(data101)){if(data101.template===void 0){let err187={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/s\
pec",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/required",keyword:"required",params:{
missingProperty:"template"},message:"must have required property 'template'"};vErrors===null?vErrors=[err187]:vErrors.push(err187),errors++}for(let key18 in data101)
if(!func2.call(schema31.properties.cleanup.properties.tasks.items.allOf[9].then.properties.options.properties.template.properties.spec.properties,key18)){let err188={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/\
properties/template/properties/spec/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key18},message:"must NOT have additional pro\
perties"};vErrors===null?vErrors=[err188]:vErrors.push(err188),errors++}if(data101.template!==void 0){let data102=data101.template;if(data102&&typeof data102=="\
object"&&!Array.isArray(data102)){if(data102.spec===void 0){let err189={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/template/required",keyword:"required",
params:{missingProperty:"spec"},message:"must have required property 'spec'"};vErrors===null?vErrors=[err189]:vErrors.push(err189),errors++}for(let key19 in data102)
if(!(key19==="metadata"||key19==="spec")){let err190={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template",schemaPath:"#/properties/\
cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/template/additionalProperties",keyword:"additional\
Properties",params:{additionalProperty:key19},message:"must NOT have additional properties"};vErrors===null?vErrors=[err190]:vErrors.push(err190),errors++}if(data102.
metadata!==void 0){let data103=data102.metadata;if(data103&&typeof data103=="object"&&!Array.isArray(data103)){for(let key20 in data103)if(!(key20==="labels"||key20===
"annotations")){let err191={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/metadata",schemaPath:"#/properties/cleanup/propertie\
s/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/template/properties/metadata/additionalProperties",keyword:"additio\
nalProperties",params:{additionalProperty:key20},message:"must NOT have additional properties"};vErrors===null?vErrors=[err191]:vErrors.push(err191),errors++}}else{
let err192={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/metadata",schemaPath:"#/properties/cleanup/properties/tasks/items/al\
lOf/9/then/properties/options/properties/template/properties/spec/properties/template/properties/metadata/type",keyword:"type",params:{type:schema31.properties.
cleanup.properties.tasks.items.allOf[9].then.properties.options.properties.template.properties.spec.properties.template.properties.metadata.type},message:"must \
be object"};vErrors===null?vErrors=[err192]:vErrors.push(err192),errors++}}if(data102.spec!==void 0){let data104=data102.spec;if(data104&&typeof data104=="objec\
t"&&!Array.isArray(data104)){if(data104.containers===void 0){let err193={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/required",keyword:"\
required",params:{missingProperty:"containers"},message:"must have required property 'containers'"};vErrors===null?vErrors=[err193]:vErrors.push(err193),errors++}
if(data104.restartPolicy!==void 0){let data105=data104.restartPolicy;if(typeof data105!="string"){let err194={instancePath:instancePath+"/cleanup/tasks/"+i0+"/o\
ptions/template/spec/template/spec/restartPolicy",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/pr\
operties/spec/properties/template/properties/spec/properties/restartPolicy/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?
vErrors=[err194]:vErrors.push(err194),errors++}if(!(data105==="Never"||data105==="OnFailure")){let err195={instancePath:instancePath+"/cleanup/tasks/"+i0+"/opti\
ons/template/spec/template/spec/restartPolicy",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/prope\
rties/spec/properties/template/properties/spec/properties/restartPolicy/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.
items.allOf[9].then.properties.options.properties.template.properties.spec.properties.template.properties.spec.properties.restartPolicy.enum},message:"must be e\
qual to one of the allowed values"};vErrors===null?vErrors=[err195]:vErrors.push(err195),errors++}}if(data104.containers!==void 0){let data106=data104.containers;
if(Array.isArray(data106)){if(data106.length<1){let err196={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/c\
ontainers/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items"};vErrors===null?vErrors=[err196]:vErrors.push(err196),errors++}
let len5=data106.length;for(let i9=0;i9<len5;i9++){let data107=data106[i9];if(data107&&typeof data107=="object"&&!Array.isArray(data107)){if(data107.name===void 0){
let err197={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers/"+i9,schemaPath:"#/properties/cleanup/properties/tas\
ks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/containers/items/required",keyword:"\
required",params:{missingProperty:"name"},message:"must have required property 'name'"};vErrors===null?vErrors=[err197]:vErrors.push(err197),errors++}if(data107.
image===void 0){let err198={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers/"+i9,schemaPath:"#/properties/cleanu\
p/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/containers/items/req\
uired",keyword:"required",params:{missingProperty:"image"},message:"must have required property 'image'"};vErrors===null?vErrors=[err198]:vErrors.push(err198),errors++}
if(data107.name!==void 0){let data108=data107.name;if(typeof data108=="string"){if(func1(data108)<1){let err199={instancePath:instancePath+"/cleanup/tasks/"+i0+
"/options/template/spec/template/spec/containers/"+i9+"/name",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties\
/template/properties/spec/properties/template/properties/spec/properties/containers/items/properties/name/minLength",keyword:"minLength",params:{limit:1},message:"\
must NOT have fewer than 1 characters"};vErrors===null?vErrors=[err199]:vErrors.push(err199),errors++}}else{let err200={instancePath:instancePath+"/cleanup/task\
s/"+i0+"/options/template/spec/template/spec/containers/"+i9+"/name",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/pro\
perties/template/properties/spec/properties/template/properties/spec/properties/containers/items/properties/name/type",keyword:"type",params:{type:"string"},message:"\
must be string"};vErrors===null?vErrors=[err200]:vErrors.push(err200),errors++}}if(data107.image!==void 0){let data109=data107.image;if(typeof data109=="string"){
if(func1(data109)<1){let err201={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers/"+i9+"/image",schemaPath:"#/pro\
perties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/contai\
ners/items/properties/image/minLength",keyword:"minLength",params:{limit:1},message:"must NOT have fewer than 1 characters"};vErrors===null?vErrors=[err201]:vErrors.
push(err201),errors++}}else{let err202={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers/"+i9+"/image",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/c\
ontainers/items/properties/image/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err202]:vErrors.push(err202),errors++}}}else{
let err203={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers/"+i9,schemaPath:"#/properties/cleanup/properties/tas\
ks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/properties/containers/items/type",keyword:"type",
params:{type:schema31.properties.cleanup.properties.tasks.items.allOf[9].then.properties.options.properties.template.properties.spec.properties.template.properties.
spec.properties.containers.items.type},message:"must be object"};vErrors===null?vErrors=[err203]:vErrors.push(err203),errors++}}}else{let err204={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/template/spec/template/spec/containers",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/p\
roperties/template/properties/spec/properties/template/properties/spec/properties/containers/type",keyword:"type",params:{type:"array"},message:"must be array"};
vErrors===null?vErrors=[err204]:vErrors.push(err204),errors++}}if(data104.nodeName!==void 0){let err205={instancePath:instancePath+"/cleanup/tasks/"+i0+"/option\
s/template/spec/template/spec/nodeName",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/s\
pec/properties/template/properties/spec/properties/nodeName/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=
[err205]:vErrors.push(err205),errors++}}else{let err206={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/template/spec",schemaPath:"#/pro\
perties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/template/properties/spec/type",keyword:"ty\
pe",params:{type:schema31.properties.cleanup.properties.tasks.items.allOf[9].then.properties.options.properties.template.properties.spec.properties.template.properties.
spec.type},message:"must be object"};vErrors===null?vErrors=[err206]:vErrors.push(err206),errors++}}}else{let err207={instancePath:instancePath+"/cleanup/tasks/"+
i0+"/options/template/spec/template",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec\
/properties/template/type",keyword:"type",params:{type:schema31.properties.cleanup.properties.tasks.items.allOf[9].then.properties.options.properties.template.properties.
spec.properties.template.type},message:"must be object"};vErrors===null?vErrors=[err207]:vErrors.push(err207),errors++}}if(data101.activeDeadlineSeconds!==void 0){
let data111=data101.activeDeadlineSeconds;if(!(typeof data111=="number"&&!(data111%1)&&!isNaN(data111)&&isFinite(data111))){let err208={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/template/spec/activeDeadlineSeconds",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/prop\
erties/template/properties/spec/properties/activeDeadlineSeconds/type",keyword:"type",params:{type:"integer"},message:"must be integer"};vErrors===null?vErrors=
[err208]:vErrors.push(err208),errors++}if(typeof data111=="number"&&isFinite(data111)&&(data111<1||isNaN(data111))){let err209={instancePath:instancePath+"/clea\
nup/tasks/"+i0+"/options/template/spec/activeDeadlineSeconds",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties\
/template/properties/spec/properties/activeDeadlineSeconds/minimum",keyword:"minimum",params:{comparison:">=",limit:1},message:"must be >= 1"};vErrors===null?vErrors=
[err209]:vErrors.push(err209),errors++}}if(data101.backoffLimit!==void 0){let data112=data101.backoffLimit;if(!(typeof data112=="number"&&!(data112%1)&&!isNaN(data112)&&
isFinite(data112))){let err210={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/backoffLimit",schemaPath:"#/properties/cleanup/properties\
/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/properties/backoffLimit/type",keyword:"type",params:{type:"integer"},message:"m\
ust be integer"};vErrors===null?vErrors=[err210]:vErrors.push(err210),errors++}if(typeof data112=="number"&&isFinite(data112)&&(data112<0||isNaN(data112))){let err211={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec/backoffLimit",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/proper\
ties/options/properties/template/properties/spec/properties/backoffLimit/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"must be >= 0"};vErrors===
null?vErrors=[err211]:vErrors.push(err211),errors++}}}else{let err212={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template/spec",schemaPath:"#/pro\
perties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/template/properties/spec/type",keyword:"type",params:{type:schema31.properties.
cleanup.properties.tasks.items.allOf[9].then.properties.options.properties.template.properties.spec.type},message:"must be object"};vErrors===null?vErrors=[err212]:
vErrors.push(err212),errors++}}}else{let err213={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/template",schemaPath:"#/properties/cleanup/properties/\
tasks/items/allOf/9/then/properties/options/properties/template/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err213]:
vErrors.push(err213),errors++}}if(data97.on!==void 0){let data113=data97.on;if(typeof data113!="string"){let err214={instancePath:instancePath+"/cleanup/tasks/"+
i0+"/options/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/on/type",keyword:"type",params:{type:"string"},
message:"must be string"};vErrors===null?vErrors=[err214]:vErrors.push(err214),errors++}if(!(data113==="node"||data113==="anywhere")){let err215={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/on",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/on/enum",keyword:"enum",params:{
allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[9].then.properties.options.properties.on.enum},message:"must be equal to one of the allow\
ed values"};vErrors===null?vErrors=[err215]:vErrors.push(err215),errors++}}if(data97.whenDead!==void 0){let data114=data97.whenDead;if(typeof data114!="string"){
let err216={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/whenDead",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/o\
ptions/properties/whenDead/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err216]:vErrors.push(err216),errors++}if(!(data114===
"block"||data114==="skip")){let err217={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/whenDead",schemaPath:"#/properties/cleanup/properties/tasks/ite\
ms/allOf/9/then/properties/options/properties/whenDead/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[9].then.
properties.options.properties.whenDead.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err217]:vErrors.push(err217),errors++}}
if(data97.keep!==void 0){let data115=data97.keep;if(typeof data115=="string"){if(!pattern5.test(data115)){let err218={instancePath:instancePath+"/cleanup/tasks/"+
i0+"/options/keep",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/keep/pattern",keyword:"pattern",params:{pattern:"\
^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err218]:vErrors.push(err218),
errors++}}else{let err219={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/keep",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/p\
roperties/options/properties/keep/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err219]:vErrors.push(err219),errors++}}
if(data97.logLines!==void 0){let data116=data97.logLines;if(!(typeof data116=="number"&&!(data116%1)&&!isNaN(data116)&&isFinite(data116))){let err220={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/logLines",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/logLines/type",keyword:"\
type",params:{type:"integer"},message:"must be integer"};vErrors===null?vErrors=[err220]:vErrors.push(err220),errors++}if(typeof data116=="number"&&isFinite(data116)){
if(data116>100||isNaN(data116)){let err221={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/logLines",schemaPath:"#/properties/cleanup/properties/tasks\
/items/allOf/9/then/properties/options/properties/logLines/maximum",keyword:"maximum",params:{comparison:"<=",limit:100},message:"must be <= 100"};vErrors===null?
vErrors=[err221]:vErrors.push(err221),errors++}if(data116<0||isNaN(data116)){let err222={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/logLines",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/properties/logLines/minimum",keyword:"minimum",params:{comparison:">=",limit:0},message:"\
must be >= 0"};vErrors===null?vErrors=[err222]:vErrors.push(err222),errors++}}}}else{let err223={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?
vErrors=[err223]:vErrors.push(err223),errors++}}if(data21.stage!==void 0){let data117=data21.stage;if(!(data117==="before"||data117==="after")){let err224={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.
properties.cleanup.properties.tasks.items.allOf[9].then.properties.stage.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err224]:
vErrors.push(err224),errors++}}if(data21.on!==void 0){let err225={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/properti\
es/tasks/items/allOf/9/then/properties/on/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};vErrors===null?vErrors=[err225]:vErrors.
push(err225),errors++}}var _valid9=_errs212===errors;if(valid55=_valid9,valid55){var props9={};props9.options=!0,props9.stage=!0,props9.on=!0,props9.task=!0}}if(!valid55){
let err226={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/9/if",keyword:"if",params:{failingKeyword:"\
then"},message:'must match "then" schema'};vErrors===null?vErrors=[err226]:vErrors.push(err226),errors++}props0!==!0&&props9!==void 0&&(props9===!0?props0=!0:(props0=
props0||{},Object.assign(props0,props9)));let _errs259=errors,valid66=!0,_errs260=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){let missing10;
if(data21.task===void 0&&(missing10="task")){let err227={};vErrors===null?vErrors=[err227]:vErrors.push(err227),errors++}else if(data21.task!==void 0&&data21.task!==
"notify"){let err228={};vErrors===null?vErrors=[err228]:vErrors.push(err228),errors++}}var _valid10=_errs260===errors;if(errors=_errs259,vErrors!==null&&(_errs259?
vErrors.length=_errs259:vErrors=null),_valid10){let _errs262=errors,_errs263=errors,valid68=!1,_errs264=errors;if(data21&&typeof data21=="object"&&!Array.isArray(
data21)&&data21.on===void 0){let err229={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/an\
yOf/0/required",keyword:"required",params:{missingProperty:"on"},message:"must have required property 'on'"};vErrors===null?vErrors=[err229]:vErrors.push(err229),
errors++}var _valid11=_errs264===errors;valid68=valid68||_valid11;let _errs265=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)&&data21.stage===
void 0){let err230={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/anyOf/1/required",keyword:"\
required",params:{missingProperty:"stage"},message:"must have required property 'stage'"};vErrors===null?vErrors=[err230]:vErrors.push(err230),errors++}var _valid11=_errs265===
errors;if(valid68=valid68||_valid11,valid68)errors=_errs263,vErrors!==null&&(_errs263?vErrors.length=_errs263:vErrors=null);else{let err231={instancePath:instancePath+
"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyO\
f"};vErrors===null?vErrors=[err231]:vErrors.push(err231),errors++}if(data21&&typeof data21=="object"&&!Array.isArray(data21)){if(data21.options===void 0){let err232={
instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/required",keyword:"required",params:{missingProperty:"\
options"},message:"must have required property 'options'"};vErrors===null?vErrors=[err232]:vErrors.push(err232),errors++}if(data21.options!==void 0){let data120=data21.
options,_errs268=errors,valid70=!1,_errs269=errors;if(data120&&typeof data120=="object"&&!Array.isArray(data120)&&data120.url===void 0){let err233={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/anyOf/0/required",keyword:"required",params:{
missingProperty:"url"},message:"must have required property 'url'"};vErrors===null?vErrors=[err233]:vErrors.push(err233),errors++}var _valid12=_errs269===errors;
valid70=valid70||_valid12;let _errs270=errors;if(data120&&typeof data120=="object"&&!Array.isArray(data120)&&data120.urlFile===void 0){let err234={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/anyOf/1/required",keyword:"required",params:{
missingProperty:"urlFile"},message:"must have required property 'urlFile'"};vErrors===null?vErrors=[err234]:vErrors.push(err234),errors++}var _valid12=_errs270===
errors;if(valid70=valid70||_valid12,valid70)errors=_errs268,vErrors!==null&&(_errs268?vErrors.length=_errs268:vErrors=null);else{let err235={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/anyOf",keyword:"anyOf",params:{},message:"\
must match a schema in anyOf"};vErrors===null?vErrors=[err235]:vErrors.push(err235),errors++}if(data120&&typeof data120=="object"&&!Array.isArray(data120)){for(let key21 in data120)
if(!func2.call(schema31.properties.cleanup.properties.tasks.items.allOf[10].then.properties.options.properties,key21)){let err236={instancePath:instancePath+"/c\
leanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/additionalProperties",keyword:"additionalP\
roperties",params:{additionalProperty:key21},message:"must NOT have additional properties"};vErrors===null?vErrors=[err236]:vErrors.push(err236),errors++}if(data120.
url!==void 0){let data121=data120.url;if(typeof data121=="string"){if(!pattern24.test(data121)){let err237={instancePath:instancePath+"/cleanup/tasks/"+i0+"/opt\
ions/url",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/url/pattern",keyword:"pattern",params:{pattern:"^$\
|^https?://[^\\s/]+"},message:'must match pattern "^$|^https?://[^\\s/]+"'};vErrors===null?vErrors=[err237]:vErrors.push(err237),errors++}}else{let err238={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/url",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/url/type",keyword:"type",
params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err238]:vErrors.push(err238),errors++}}if(data120.urlFile!==void 0&&typeof data120.urlFile!=
"string"){let err239={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/urlFile",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/pr\
operties/options/properties/urlFile/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err239]:vErrors.push(err239),errors++}
if(data120.format!==void 0){let data123=data120.format;if(typeof data123!="string"){let err240={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/format",
schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/format/type",keyword:"type",params:{type:"string"},message:"\
must be string"};vErrors===null?vErrors=[err240]:vErrors.push(err240),errors++}if(!(data123==="json"||data123==="cloudevents"||data123==="slack"||data123==="ale\
rtmanager")){let err241={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/format",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/\
properties/options/properties/format/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[10].then.properties.options.
properties.format.enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err241]:vErrors.push(err241),errors++}}if(data120.body!==void 0){
let data124=data120.body;if(typeof data124=="string"){if(!pattern32.test(data124)){let err242={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/body",schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/body/pattern",keyword:"pattern",params:{pattern:"^(?:[^{]|[{](?:[^{]|$)|\
[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|moment|phase|message|requestedAt|time)\\s*[}][}])*$"},message:'must match pattern "^(?:[^{]|[{](?:[^{]|$)|[\
{][{]\\s*(?:node|nodeUID|kind|record|operation|task|moment|phase|message|requestedAt|time)\\s*[}][}])*$"'};vErrors===null?vErrors=[err242]:vErrors.push(err242),
errors++}}else{let err243={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/body",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/\
properties/options/properties/body/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err243]:vErrors.push(err243),errors++}}
if(data120.text!==void 0){let data125=data120.text;if(typeof data125=="string"){if(!pattern32.test(data125)){let err244={instancePath:instancePath+"/cleanup/tas\
ks/"+i0+"/options/text",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/text/pattern",keyword:"pattern",params:{
pattern:"^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|moment|phase|message|requestedAt|time)\\s*[}][}])*$"},message:'must match p\
attern "^(?:[^{]|[{](?:[^{]|$)|[{][{]\\s*(?:node|nodeUID|kind|record|operation|task|moment|phase|message|requestedAt|time)\\s*[}][}])*$"'};vErrors===null?vErrors=
[err244]:vErrors.push(err244),errors++}}else{let err245={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/text",schemaPath:"#/properties/cleanup/propert\
ies/tasks/items/allOf/10/then/properties/options/properties/text/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err245]:
vErrors.push(err245),errors++}}if(data120.channel!==void 0&&typeof data120.channel!="string"){let err246={instancePath:instancePath+"/cleanup/tasks/"+i0+"/optio\
ns/channel",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/channel/type",keyword:"type",params:{type:"strin\
g"},message:"must be string"};vErrors===null?vErrors=[err246]:vErrors.push(err246),errors++}if(data120.username!==void 0&&typeof data120.username!="string"){let err247={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/username",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/prop\
erties/username/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err247]:vErrors.push(err247),errors++}if(data120.source!==
void 0){let data128=data120.source;if(typeof data128=="string"){if(!pattern34.test(data128)){let err248={instancePath:instancePath+"/cleanup/tasks/"+i0+"/option\
s/source",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/source/pattern",keyword:"pattern",params:{pattern:"\
^[-A-Za-z0-9._~:/?#@!$&'()*+,;=%]+$"},message:`must match pattern "^[-A-Za-z0-9._~:/?#@!$&'()*+,;=%]+$"`};vErrors===null?vErrors=[err248]:vErrors.push(err248),errors++}}else{
let err249={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/source",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/op\
tions/properties/source/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err249]:vErrors.push(err249),errors++}}if(data120.
labels!==void 0){let data129=data120.labels;if(data129&&typeof data129=="object"&&!Array.isArray(data129)){for(let key22 in data129){let _errs290=errors,_errs291=errors,
_errs292=errors;if(!(key22==="alertname"||key22==="node"||key22==="record")){let err250={};vErrors===null?vErrors=[err250]:vErrors.push(err250),errors++}var valid73=_errs292===
errors;if(valid73){let err251={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/labels",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10\
/then/properties/options/properties/labels/propertyNames/not",keyword:"not",params:{},message:"must NOT be valid",propertyName:key22};vErrors===null?vErrors=[err251]:
vErrors.push(err251),errors++}else errors=_errs291,vErrors!==null&&(_errs291?vErrors.length=_errs291:vErrors=null);if(typeof key22=="string"&&!pattern35.test(key22)){
let err252={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/labels",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/op\
tions/properties/labels/propertyNames/pattern",keyword:"pattern",params:{pattern:"^[a-zA-Z_][a-zA-Z0-9_]*$"},message:'must match pattern "^[a-zA-Z_][a-zA-Z0-9_]\
*$"',propertyName:key22};vErrors===null?vErrors=[err252]:vErrors.push(err252),errors++}var valid72=_errs290===errors;if(!valid72){let err253={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/labels",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/labels/propertyNames",
keyword:"propertyNames",params:{propertyName:key22},message:"property name must be valid"};vErrors===null?vErrors=[err253]:vErrors.push(err253),errors++}}for(let key23 in data129)
if(typeof data129[key23]!="string"){let err254={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/labels/"+key23.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/labels/additionalProperties/type",keyword:"type",params:{type:"string"},
message:"must be string"};vErrors===null?vErrors=[err254]:vErrors.push(err254),errors++}}else{let err255={instancePath:instancePath+"/cleanup/tasks/"+i0+"/optio\
ns/labels",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/labels/type",keyword:"type",params:{type:"object"},
message:"must be object"};vErrors===null?vErrors=[err255]:vErrors.push(err255),errors++}}if(data120.alertFor!==void 0){let data131=data120.alertFor;if(typeof data131==
"string"){if(!pattern5.test(data131)){let err256={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/alertFor",schemaPath:"#/properties/cleanup/properties\
/tasks/items/allOf/10/then/properties/options/properties/alertFor/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'\
must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err256]:vErrors.push(err256),errors++}}else{let err257={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/alertFor",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/alertFor/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err257]:vErrors.push(err257),errors++}}if(data120.headersFile!==void 0&&typeof data120.
headersFile!="string"){let err258={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/headersFile",schemaPath:"#/properties/cleanup/properties/tasks/items\
/allOf/10/then/properties/options/properties/headersFile/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err258]:vErrors.
push(err258),errors++}if(data120.caFile!==void 0&&typeof data120.caFile!="string"){let err259={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/caFile",
schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/caFile/type",keyword:"type",params:{type:"string"},message:"\
must be string"};vErrors===null?vErrors=[err259]:vErrors.push(err259),errors++}if(data120.timeout!==void 0){let data134=data120.timeout;if(typeof data134=="stri\
ng"){if(!pattern5.test(data134)){let err260={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options/timeout",schemaPath:"#/properties/cleanup/properties/tasks\
/items/allOf/10/then/properties/options/properties/timeout/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},message:'must m\
atch pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err260]:vErrors.push(err260),errors++}}else{let err261={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options/timeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/properties/timeout/type",keyword:"\
type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err261]:vErrors.push(err261),errors++}}}else{let err262={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/10/then/properties/options/type",keyword:"type",params:{type:"obje\
ct"},message:"must be object"};vErrors===null?vErrors=[err262]:vErrors.push(err262),errors++}}if(data21.stage!==void 0){let data135=data21.stage;if(!(data135===
"before"||data135==="after")){let err263={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/\
10/then/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.allOf[10].then.properties.stage.enum},message:"\
must be equal to one of the allowed values"};vErrors===null?vErrors=[err263]:vErrors.push(err263),errors++}}}var _valid10=_errs262===errors;if(valid66=_valid10,
valid66){var props10={};props10.options=!0,props10.stage=!0,props10.task=!0}}if(!valid66){let err264={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"\
#/properties/cleanup/properties/tasks/items/allOf/10/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" schema'};vErrors===null?vErrors=
[err264]:vErrors.push(err264),errors++}props0!==!0&&props10!==void 0&&(props10===!0?props0=!0:(props0=props0||{},Object.assign(props0,props10)));let _errs306=errors,
valid75=!0,_errs307=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){let missing11;if(data21.on===void 0&&(missing11="on")){let err265={};vErrors===
null?vErrors=[err265]:vErrors.push(err265),errors++}}var _valid13=_errs307===errors;if(errors=_errs306,vErrors!==null&&(_errs306?vErrors.length=_errs306:vErrors=
null),_valid13){let _errs308=errors;if(data21&&typeof data21=="object"&&!Array.isArray(data21)){if(data21.stage!==void 0){let err266={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/11/then/properties/stage/false schema",keyword:"false schema",params:{},
message:"boolean schema is false"};vErrors===null?vErrors=[err266]:vErrors.push(err266),errors++}if(data21.onTimeout!==void 0&&data21.onTimeout!=="continue"){let err267={
instancePath:instancePath+"/cleanup/tasks/"+i0+"/onTimeout",schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/11/then/properties/onTimeout/const",keyword:"\
const",params:{allowedValue:"continue"},message:"must be equal to constant"};vErrors===null?vErrors=[err267]:vErrors.push(err267),errors++}}var _valid13=_errs308===
errors;if(valid75=_valid13,valid75){var props11={};props11.stage=!0,props11.onTimeout=!0}}if(!valid75){let err268={instancePath:instancePath+"/cleanup/tasks/"+i0,
schemaPath:"#/properties/cleanup/properties/tasks/items/allOf/11/if",keyword:"if",params:{failingKeyword:"then"},message:'must match "then" schema'};vErrors===null?
vErrors=[err268]:vErrors.push(err268),errors++}if(props0!==!0&&props11!==void 0&&(props11===!0?props0=!0:(props0=props0||{},Object.assign(props0,props11))),data21&&
typeof data21=="object"&&!Array.isArray(data21)){if(data21.task===void 0){let err269={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cl\
eanup/properties/tasks/items/required",keyword:"required",params:{missingProperty:"task"},message:"must have required property 'task'"};vErrors===null?vErrors=[
err269]:vErrors.push(err269),errors++}for(let key24 in data21)if(!(key24==="task"||key24==="name"||key24==="stage"||key24==="on"||key24==="needs"||key24==="time\
out"||key24==="onTimeout"||key24==="options")){let err270={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/item\
s/additionalProperties",keyword:"additionalProperties",params:{additionalProperty:key24},message:"must NOT have additional properties"};vErrors===null?vErrors=[
err270]:vErrors.push(err270),errors++}if(data21.task!==void 0){let data138=data21.task;if(typeof data138!="string"){let err271={instancePath:instancePath+"/clea\
nup/tasks/"+i0+"/task",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/task/type",keyword:"type",params:{type:"string"},message:"must be stri\
ng"};vErrors===null?vErrors=[err271]:vErrors.push(err271),errors++}if(!(data138==="cordon"||data138==="local-volumes"||data138==="longhorn-evacuate"||data138===
"drain"||data138==="portworx"||data138==="volumes-detach"||data138==="longhorn-forget"||data138==="volumes-verify"||data138==="http"||data138==="job"||data138===
"notify")){let err272={instancePath:instancePath+"/cleanup/tasks/"+i0+"/task",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/task/enum",keyword:"\
enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.properties.task.enum},message:"must be equal to one of the allowed values"};vErrors===
null?vErrors=[err272]:vErrors.push(err272),errors++}}if(data21.name!==void 0){let data139=data21.name;if(typeof data139=="string"){if(!pattern38.test(data139)){
let err273={instancePath:instancePath+"/cleanup/tasks/"+i0+"/name",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/name/pattern",keyword:"pat\
tern",params:{pattern:"^[a-z0-9](?:[-a-z0-9.]{0,61}[a-z0-9])?$"},message:'must match pattern "^[a-z0-9](?:[-a-z0-9.]{0,61}[a-z0-9])?$"'};vErrors===null?vErrors=
[err273]:vErrors.push(err273),errors++}}else{let err274={instancePath:instancePath+"/cleanup/tasks/"+i0+"/name",schemaPath:"#/properties/cleanup/properties/task\
s/items/properties/name/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err274]:vErrors.push(err274),errors++}}if(data21.
stage!==void 0){let data140=data21.stage;if(typeof data140!="string"){let err275={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properti\
es/cleanup/properties/tasks/items/properties/stage/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err275]:vErrors.
push(err275),errors++}if(!(data140==="before"||data140==="after")){let err276={instancePath:instancePath+"/cleanup/tasks/"+i0+"/stage",schemaPath:"#/properties/\
cleanup/properties/tasks/items/properties/stage/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.properties.stage.enum},
message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err276]:vErrors.push(err276),errors++}}if(data21.on!==void 0){let data141=data21.on;
if(Array.isArray(data141)){if(data141.length<1){let err277={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/tas\
ks/items/properties/on/minItems",keyword:"minItems",params:{limit:1},message:"must NOT have fewer than 1 items"};vErrors===null?vErrors=[err277]:vErrors.push(err277),
errors++}let len6=data141.length;for(let i10=0;i10<len6;i10++){let data142=data141[i10];if(typeof data142!="string"){let err278={instancePath:instancePath+"/cle\
anup/tasks/"+i0+"/on/"+i10,schemaPath:"#/properties/cleanup/properties/tasks/items/properties/on/items/type",keyword:"type",params:{type:"string"},message:"must\
 be string"};vErrors===null?vErrors=[err278]:vErrors.push(err278),errors++}if(!(data142==="held"||data142==="started"||data142==="blocked"||data142==="released"||
data142==="failed"||data142==="skipped"||data142==="finished")){let err279={instancePath:instancePath+"/cleanup/tasks/"+i0+"/on/"+i10,schemaPath:"#/properties/c\
leanup/properties/tasks/items/properties/on/items/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.properties.on.items.
enum},message:"must be equal to one of the allowed values"};vErrors===null?vErrors=[err279]:vErrors.push(err279),errors++}}}else{let err280={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/on",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/on/type",keyword:"type",params:{type:"array"},message:"must be arr\
ay"};vErrors===null?vErrors=[err280]:vErrors.push(err280),errors++}}if(data21.needs!==void 0){let data143=data21.needs;if(Array.isArray(data143)){let len7=data143.
length;for(let i11=0;i11<len7;i11++)if(typeof data143[i11]!="string"){let err281={instancePath:instancePath+"/cleanup/tasks/"+i0+"/needs/"+i11,schemaPath:"#/pro\
perties/cleanup/properties/tasks/items/properties/needs/items/type",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err281]:
vErrors.push(err281),errors++}}else{let err282={instancePath:instancePath+"/cleanup/tasks/"+i0+"/needs",schemaPath:"#/properties/cleanup/properties/tasks/items/\
properties/needs/type",keyword:"type",params:{type:"array"},message:"must be array"};vErrors===null?vErrors=[err282]:vErrors.push(err282),errors++}}if(data21.timeout!==
void 0){let data145=data21.timeout;if(typeof data145=="string"){if(!pattern5.test(data145)){let err283={instancePath:instancePath+"/cleanup/tasks/"+i0+"/timeout",
schemaPath:"#/properties/cleanup/properties/tasks/items/properties/timeout/pattern",keyword:"pattern",params:{pattern:"^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"},
message:'must match pattern "^(?:[0-9]+(?:[.][0-9]+)?(?:ms|h|m|s))+$"'};vErrors===null?vErrors=[err283]:vErrors.push(err283),errors++}}else{let err284={instancePath:instancePath+
"/cleanup/tasks/"+i0+"/timeout",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/timeout/type",keyword:"type",params:{type:"string"},message:"\
must be string"};vErrors===null?vErrors=[err284]:vErrors.push(err284),errors++}}if(data21.onTimeout!==void 0){let data146=data21.onTimeout;if(typeof data146!="s\
tring"){let err285={instancePath:instancePath+"/cleanup/tasks/"+i0+"/onTimeout",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/onTimeout/typ\
e",keyword:"type",params:{type:"string"},message:"must be string"};vErrors===null?vErrors=[err285]:vErrors.push(err285),errors++}if(!(data146==="block"||data146===
"continue")){let err286={instancePath:instancePath+"/cleanup/tasks/"+i0+"/onTimeout",schemaPath:"#/properties/cleanup/properties/tasks/items/properties/onTimeou\
t/enum",keyword:"enum",params:{allowedValues:schema31.properties.cleanup.properties.tasks.items.properties.onTimeout.enum},message:"must be equal to one of the \
allowed values"};vErrors===null?vErrors=[err286]:vErrors.push(err286),errors++}}if(data21.options!==void 0){let data147=data21.options;if(!(data147&&typeof data147==
"object"&&!Array.isArray(data147))){let err287={instancePath:instancePath+"/cleanup/tasks/"+i0+"/options",schemaPath:"#/properties/cleanup/properties/tasks/item\
s/properties/options/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===null?vErrors=[err287]:vErrors.push(err287),errors++}}}else{
let err288={instancePath:instancePath+"/cleanup/tasks/"+i0,schemaPath:"#/properties/cleanup/properties/tasks/items/type",keyword:"type",params:{type:"object"},message:"\
must be object"};vErrors===null?vErrors=[err288]:vErrors.push(err288),errors++}}}else{let err289={instancePath:instancePath+"/cleanup/tasks",schemaPath:"#/prope\
rties/cleanup/properties/tasks/type",keyword:"type",params:{type:"array"},message:"must be array"};vErrors===null?vErrors=[err289]:vErrors.push(err289),errors++}}}else{
let err290={instancePath:instancePath+"/cleanup",schemaPath:"#/properties/cleanup/type",keyword:"type",params:{type:"object"},message:"must be object"};vErrors===
null?vErrors=[err290]:vErrors.push(err290),errors++}}}else{let err291={instancePath,schemaPath:"#/type",keyword:"type",params:{type:"object"},message:"must be o\
bject"};vErrors===null?vErrors=[err291]:vErrors.push(err291),errors++}return validate20.errors=vErrors,errors===0}validate20.evaluated={props:!0,dynamicProps:!1,
dynamicItems:!1};export{stdin_default as default,validate};
